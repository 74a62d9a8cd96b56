// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/fieldrow.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/elidedlabel.h"

#include <QAction>
#include <QActionGroup>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QToolButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

/// Longer than this a text gets lines to stand on.
constexpr qsizetype oneLine = 60;
constexpr int nameWidth = 92;
constexpr int buttonWidth = 28;

bool wantsLines(const DataField &field)
{
    if (field.kind == FieldKind::Json)
        return true;
    return field.kind == FieldKind::Text && (field.text.size() > oneLine || field.text.contains(u'\n'));
}

} // namespace

FieldRow::FieldRow(const DataField &field, const Place &place, QWidget *parent)
    : QObject(parent)
    , m_field(field)
    , m_seal(new QToolButton(parent))
    , m_name(new ElidedLabel(parent))
    , m_menu(new QToolButton(parent))
    , m_problem(new QLabel(parent))
{
    const QString name = label();
    m_seal->setObjectName(u"certified."_s + field.path);
    m_seal->setCheckable(true);
    m_seal->setAutoRaise(true);
    m_seal->setFocusPolicy(Qt::StrongFocus);
    setButtonKind(*m_seal, ButtonKind::Quiet);
    m_name->setText(name);
    m_name->setFixedWidth(nameWidth);
    m_name->setForegroundRole(QPalette::PlaceholderText);
    m_name->setFocusPolicy(Qt::NoFocus);
    m_problem->setWordWrap(true);
    m_problem->setVisible(false);
    setType(*m_problem, Type::Secondary);
    buildEditor(parent);
    buildMenu();
    for (QToolButton *button : {m_seal, m_menu})
        button->setFixedWidth(buttonWidth);
    editor()->setObjectName(u"field."_s + field.path);
    editor()->setAccessibleName(name);
    m_name->setBuddy(editor());

    const Qt::Alignment top = isMultiLine() ? Qt::AlignTop : Qt::AlignVCenter;
    place.grid.addWidget(m_seal, place.line, 0, top);
    place.grid.addWidget(m_name, place.line, 1, top);
    place.grid.addWidget(editor(), place.line, 2);
    place.grid.addWidget(m_menu, place.line, 3, top);
    place.grid.addWidget(m_problem, place.line + 1, 2, 1, 2);
    connect(m_seal, &QToolButton::clicked, this,
            [this](bool checked) { Q_EMIT certifiedToggled(m_field.path, checked); });
    show(field);
}

FieldRow::~FieldRow()
{
    for (QWidget *widget : {static_cast<QWidget *>(m_seal), static_cast<QWidget *>(m_name), editor(),
                            static_cast<QWidget *>(m_menu), static_cast<QWidget *>(m_problem)}) {
        widget->hide();
        widget->setObjectName({}); // the next row of this name is the one to be found
        widget->deleteLater();     // it may be the one that speaks
    }
}

void FieldRow::buildEditor(QWidget *parent)
{
    if (m_field.kind == FieldKind::Empty) {
        m_null = new QLabel(tr("empty (null)"), parent);
        m_null->setForegroundRole(QPalette::PlaceholderText);
        m_null->setMinimumHeight(heightFor(m_null->font(), size::control));
    } else if (m_field.kind == FieldKind::Truth) {
        m_choice = new QComboBox(parent);
        m_choice->addItem(tr("true"), u"true"_s);
        m_choice->addItem(tr("false"), u"false"_s);
        connect(m_choice, &QComboBox::activated, this,
                [this] { Q_EMIT textEdited(m_field.path, m_choice->currentData().toString()); });
    } else if (wantsLines(m_field)) {
        m_lines = new QPlainTextEdit(parent);
        m_lines->setTabChangesFocus(true);
        if (m_field.kind == FieldKind::Json)
            m_lines->setFont(typeFont(Type::Code));
        const int shownLines = qBound(2, int(m_field.text.count(u'\n')) + 1, 6);
        m_lines->setFixedHeight(shownLines * QFontMetrics(m_lines->font()).lineSpacing() + 2 * space::medium);
        m_lines->setPlainText(m_field.text);
        connect(m_lines, &QPlainTextEdit::textChanged, this,
                [this] { Q_EMIT textEdited(m_field.path, m_lines->toPlainText()); });
    } else {
        m_line = new QLineEdit(parent);
        // Not textEdited: what assistive technology puts in is no less meant than what is typed.
        connect(m_line, &QLineEdit::textChanged, this,
                [this](const QString &text) { Q_EMIT textEdited(m_field.path, text); });
    }
}

void FieldRow::buildMenu()
{
    m_menu->setObjectName(u"fieldMenu."_s + m_field.path);
    m_menu->setAccessibleName(tr("More about %1").arg(label()));
    m_menu->setToolTip(tr("Kind, undo, remove"));
    m_menu->setIcon(themeIcon(u"more"_s));
    m_menu->setAutoRaise(true);
    m_menu->setFocusPolicy(Qt::StrongFocus);
    setButtonKind(*m_menu, ButtonKind::Quiet);
    auto *menu = new QMenu(m_menu);
    connect(m_menu, &QToolButton::clicked, this,
            [this, menu] { menu->popup(m_menu->mapToGlobal(QPoint(0, m_menu->height()))); });
    auto *kinds = new QActionGroup(menu);
    const QList<std::pair<FieldKind, QString>> names{{FieldKind::Text, tr("Text")},
                                                     {FieldKind::Number, tr("Number")},
                                                     {FieldKind::Truth, tr("True or false")},
                                                     {FieldKind::Json, tr("List or object (JSON)")},
                                                     {FieldKind::Empty, tr("Empty (null)")}};
    for (const auto &[kind, name] : names) {
        QAction *action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(kind == m_field.kind);
        kinds->addAction(action);
        connect(action, &QAction::triggered, this, [this, wanted = kind] { Q_EMIT kindWanted(m_field.path, wanted); });
    }
    menu->addSeparator();
    m_restore = menu->addAction(themeIcon(u"undo"_s), tr("Undo this change"));
    QAction *remove = menu->addAction(themeIcon(u"trash"_s), tr("Remove this field"));
    connect(m_restore, &QAction::triggered, this, [this] { Q_EMIT restoreWanted(m_field.path); });
    connect(remove, &QAction::triggered, this, [this] { Q_EMIT removalWanted(m_field.path); });
}

bool FieldRow::fits(const DataField &field) const
{
    const bool sameEditor = field.kind == m_field.kind && (m_lines || !field.text.contains(u'\n'));
    return field.path == m_field.path && sameEditor;
}

void FieldRow::show(const DataField &field, Show how)
{
    m_field = field;
    if (m_line && m_line->text() != field.text) {
        const QSignalBlocker quiet(m_line);
        m_line->setText(field.text);
        m_line->setCursorPosition(0); // its beginning tells more than its end
    }
    const bool typing = m_lines && m_lines->hasFocus() && how == Show::KeepTyped;
    if (m_lines && m_lines->toPlainText() != field.text && !typing) {
        const QSignalBlocker quiet(m_lines);
        m_lines->setPlainText(field.text);
    }
    if (m_choice)
        m_choice->setCurrentIndex(m_choice->findData(field.text));
    m_name->setFont(typeFont(field.changed ? Type::BodyStrong : Type::Body));
    m_restore->setEnabled(field.changed || field.problem != FieldProblem::None);
    showSeal();
}

void FieldRow::showSeal()
{
    const bool through = !m_field.certifiedThrough.isEmpty();
    const bool certified = m_field.certified || through;
    m_seal->setChecked(certified);
    m_seal->setIcon(certified ? themeIcon(u"seal"_s, Token::Accent) : themeIcon(u"seal"_s, Token::ControlLine));
    m_seal->setEnabled(!m_readOnly && !through && !m_field.path.isEmpty());
    m_seal->setAccessibleName(tr("Certify %1").arg(label()));
    m_seal->setToolTip(through             ? tr("Certified, since %1 is").arg(m_field.certifiedThrough)
                       : m_field.certified ? tr("Certified: a change here re-certifies the passport")
                                           : tr("Not named as certified"));
}

void FieldRow::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    if (m_line)
        m_line->setReadOnly(readOnly);
    if (m_lines)
        m_lines->setReadOnly(readOnly);
    if (m_choice)
        m_choice->setEnabled(!readOnly);
    m_menu->setEnabled(!readOnly);
    showSeal();
}

void FieldRow::setSealVisible(bool visible)
{
    m_seal->setVisible(visible);
}

void FieldRow::setProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    QPalette palette = m_problem->palette();
    palette.setColor(QPalette::WindowText, color(Token::Bad, m_problem->palette()));
    m_problem->setPalette(palette);
    editor()->setAccessibleDescription(problem);
}

QString FieldRow::problem() const
{
    return m_problem->text();
}

void FieldRow::focusEditor()
{
    editor()->setFocus(Qt::OtherFocusReason);
}

bool FieldRow::hasFocus() const
{
    return editor()->hasFocus();
}

QWidget *FieldRow::editor() const
{
    if (m_line)
        return m_line;
    if (m_lines)
        return m_lines;
    return m_choice ? static_cast<QWidget *>(m_choice) : m_null;
}

QString FieldRow::label() const
{
    return m_field.path.isEmpty() ? tr("data") : m_field.path;
}

bool FieldRow::isMultiLine() const
{
    return m_lines != nullptr;
}

} // namespace chancery
