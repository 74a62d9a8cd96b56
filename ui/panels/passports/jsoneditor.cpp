// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/jsoneditor.h"

#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QToolButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QPlainTextEdit *codeField(const QString &objectName, const QString &name, QWidget *parent)
{
    auto *field = new QPlainTextEdit(parent);
    field->setObjectName(objectName);
    field->setAccessibleName(name);
    field->setFont(typeFont(Type::Code));
    field->setLineWrapMode(QPlainTextEdit::NoWrap);
    field->setTabChangesFocus(true);
    return field;
}

} // namespace

JsonEditor::JsonEditor(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_data(codeField(u"inspectorJson"_s, tr("Data as JSON"), this))
    , m_record(codeField(u"inspectorRecord"_s, tr("Whole record as JSON"), this))
    , m_error(new QLabel(this))
{
    m_record->setReadOnly(true);
    m_error->setObjectName(u"jsonError"_s);
    m_error->setWordWrap(true);
    m_error->setVisible(false);
    setType(*m_error, Type::Secondary);
    m_stack->addWidget(m_data);
    m_stack->addWidget(m_record);

    auto *switches = new QHBoxLayout;
    switches->setSpacing(space::tiny);
    auto *group = new QButtonGroup(this);
    m_dataSwitch = addSwitch(tr("Data"), u"jsonData"_s, 0);
    m_recordSwitch = addSwitch(tr("Whole record"), u"jsonRecord"_s, 1);
    for (QToolButton *button : {m_dataSwitch, m_recordSwitch}) {
        group->addButton(button);
        switches->addWidget(button);
    }
    switches->addStretch(1);
    m_dataSwitch->setChecked(true);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::medium, 0, 0);
    column->setSpacing(space::small);
    column->addLayout(switches);
    column->addWidget(m_stack, 1);
    column->addWidget(m_error);
    connect(m_data, &QPlainTextEdit::textChanged, this, &JsonEditor::takeText);
}

QToolButton *JsonEditor::addSwitch(const QString &text, const QString &objectName, int page)
{
    auto *button = new QToolButton(this);
    button->setObjectName(objectName);
    button->setText(text);
    button->setAccessibleName(text);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::StrongFocus);
    connect(button, &QToolButton::toggled, this, [this, page](bool checked) {
        if (checked)
            m_stack->setCurrentIndex(page);
    });
    return button;
}

void JsonEditor::setDraft(DataDraft *draft)
{
    m_draft = draft;
    const QString record =
        draft ? QString::fromUtf8(json::write(draft->base().raw, json::Layout::Indented)) : QString();
    if (record != m_record->toPlainText()) // where one reads stays while nothing changes
        m_record->setPlainText(record);
    m_recordSwitch->setVisible(draft && !draft->base().raw.isNull());
    refresh();
}

void JsonEditor::setReadOnly(bool readOnly)
{
    m_data->setReadOnly(readOnly);
}

void JsonEditor::refresh()
{
    const QString text = m_draft ? m_draft->dataText() : QString();
    if (text != m_data->toPlainText()) {
        const QSignalBlocker quiet(m_data);
        m_data->setPlainText(text);
    }
    showError();
}

void JsonEditor::takeText()
{
    if (!m_draft)
        return;
    m_draft->setDataText(m_data->toPlainText());
    showError();
    Q_EMIT edited();
}

void JsonEditor::showError()
{
    const int position = m_draft ? m_draft->errorPosition() : -1;
    QList<QTextEdit::ExtraSelection> marks;
    if (position >= 0) {
        QTextCursor cursor(m_data->document());
        cursor.setPosition(qMin(position, int(m_data->toPlainText().size())));
        m_error->setText(tr("This is not a JSON object: look at line %1, column %2. It is kept, but cannot be saved.")
                             .arg(cursor.blockNumber() + 1)
                             .arg(cursor.positionInBlock() + 1));
        QTextEdit::ExtraSelection mark;
        mark.cursor = cursor;
        mark.cursor.clearSelection();
        mark.format.setBackground(tint(Token::Bad, palette()));
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks << mark;
    }
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, color(Token::Bad, palette()));
    m_error->setPalette(ink);
    m_error->setVisible(position >= 0);
    m_data->setExtraSelections(marks);
    m_data->setAccessibleDescription(position >= 0 ? m_error->text() : QString());
}

} // namespace chancery
