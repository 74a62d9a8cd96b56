// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/dataform.h"

#include "ui/models/changewords.h"
#include "ui/panels/passports/fieldrow.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

/// More rows than this are no form any more; the JSON holds them all.
constexpr qsizetype mostRows = 250;

QLabel *noteLabel(const QString &objectName, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setWordWrap(true);
    setType(*label, Type::Secondary);
    return label;
}

} // namespace

DataForm::DataForm(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
    , m_note(noteLabel(u"certifiedNote"_s, this))
    , m_more(noteLabel(u"moreFieldsNote"_s, this))
{
    setObjectName(u"inspectorFields"_s);
    setAccessibleName(tr("Fields"));
    m_grid->setHorizontalSpacing(space::tiny);
    m_grid->setVerticalSpacing(space::tiny);
    m_grid->setColumnStretch(2, 1);
    buildAddLine();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(m_note);
    column->addLayout(m_grid);
    column->addWidget(m_more);
    column->addWidget(m_addLine);
    column->addWidget(m_addProblem);
    refresh();
}

void DataForm::buildAddLine()
{
    m_addLine = new QWidget(this);
    m_newName = new QLineEdit(m_addLine);
    m_newName->setObjectName(u"newFieldName"_s);
    m_newName->setPlaceholderText(tr("New field, such as care.washing"));
    m_newName->setAccessibleName(tr("Name of a new field"));
    m_add = new QPushButton(themeIcon(u"plus"_s), tr("Add field"), m_addLine);
    m_add->setObjectName(u"addField"_s);
    m_add->setAutoDefault(false);
    m_addProblem = noteLabel(u"addFieldProblem"_s, this);
    m_addProblem->setVisible(false);
    auto *row = new QHBoxLayout(m_addLine);
    row->setContentsMargins(0, space::tiny, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(m_newName, 1);
    row->addWidget(m_add);
    connect(m_add, &QPushButton::clicked, this, &DataForm::addField);
    connect(m_newName, &QLineEdit::returnPressed, this, &DataForm::addField);
}

void DataForm::setDraft(DataDraft *draft)
{
    m_draft = draft;
    m_serverProblems.clear();
    m_newName->clear();
    m_addProblem->setVisible(false);
    const QList<DataField> fields = draft ? draft->fields() : QList<DataField>();
    if (!fits(fields))
        return rebuild(fields);
    // Passports of one catalogue look alike: their rows are used again.
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        m_rows.at(i)->show(fields.at(i), FieldRow::Show::Afresh);
        m_rows.at(i)->setProblem(problemOf(fields.at(i)));
    }
    showNotes();
}

void DataForm::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_addLine->setVisible(!readOnly);
    for (FieldRow *row : std::as_const(m_rows))
        row->setReadOnly(readOnly);
}

void DataForm::setCertifiable(bool certifiable)
{
    m_certifiable = certifiable;
    showNotes();
}

void DataForm::refresh()
{
    const QList<DataField> fields = m_draft ? m_draft->fields() : QList<DataField>();
    if (!fits(fields))
        return rebuild(fields);
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        m_rows.at(i)->show(fields.at(i));
        m_rows.at(i)->setProblem(problemOf(fields.at(i)));
    }
    showNotes();
}

bool DataForm::fits(const QList<DataField> &fields) const
{
    bool fits = qMin(fields.size(), mostRows) == m_rows.size() && fields.size() <= mostRows;
    for (qsizetype i = 0; fits && i < m_rows.size(); ++i)
        fits = m_rows.at(i)->fits(fields.at(i));
    return fits;
}

QString DataForm::problemOf(const DataField &field) const
{
    return field.problem == FieldProblem::None ? m_serverProblems.value(field.path) : problemText(field.problem);
}

void DataForm::rebuild(const QList<DataField> &fields)
{
    QString focused;
    for (const FieldRow *row : std::as_const(m_rows)) {
        if (row->hasFocus())
            focused = row->path();
    }
    qDeleteAll(std::exchange(m_rows, {}));
    for (const DataField &field : fields.first(qMin(fields.size(), mostRows)))
        m_rows << addRow(field, int(m_rows.size()) * FieldRow::linesPerRow);
    const qsizetype hidden = fields.size() - m_rows.size();
    m_more->setText(tr("%1 more fields are in the JSON tab.").arg(hidden));
    m_more->setVisible(hidden > 0);
    if (FieldRow *row = rowOf(focused); row && !focused.isEmpty())
        row->focusEditor();
    showNotes();
}

FieldRow *DataForm::addRow(const DataField &field, int line)
{
    auto *row = new FieldRow(field, {*m_grid, line}, this);
    row->setReadOnly(m_readOnly);
    row->setProblem(problemOf(field));
    connect(row, &FieldRow::textEdited, this, &DataForm::editText);
    connect(row, &FieldRow::certifiedToggled, this, [this](const QString &path, bool certified) {
        m_draft->setCertified(path, certified);
        announce();
    });
    // From the event loop: these may take away the row that speaks.
    connect(
        row, &FieldRow::kindWanted, this,
        [this](const QString &path, FieldKind kind) {
            m_draft->setKind(path, kind);
            announce();
        },
        Qt::QueuedConnection);
    connect(
        row, &FieldRow::removalWanted, this,
        [this](const QString &path) {
            m_draft->remove(path);
            announce();
        },
        Qt::QueuedConnection);
    connect(
        row, &FieldRow::restoreWanted, this,
        [this](const QString &path) {
            m_draft->restore(path);
            announce();
        },
        Qt::QueuedConnection);
    return row;
}

void DataForm::showNotes()
{
    if (!m_draft) {
        m_note->setVisible(false);
        return;
    }
    const bool seals = m_certifiable || !m_draft->certifiedPaths().isEmpty();
    for (FieldRow *row : std::as_const(m_rows))
        row->setSealVisible(seals);
    const QStringList dangling = m_draft->danglingPaths();
    QString note;
    if (m_draft->certifiedPaths().isEmpty())
        note = tr("No field is chosen with the seal, so everything here is certified.");
    else if (!dangling.isEmpty())
        note = tr("Certified, but not here: %1.").arg(dangling.join(u", "_s));
    m_note->setText(note);
    m_note->setVisible(m_certifiable && !note.isEmpty() && !m_rows.isEmpty());
}

void DataForm::editText(const QString &path, const QString &text)
{
    m_draft->setText(path, text);
    m_serverProblems.remove(path);
    announce();
}

void DataForm::addField()
{
    if (!m_draft)
        return;
    const QString name = m_newName->text().trimmed();
    const FieldProblem problem = m_draft->add(name, FieldKind::Text);
    m_addProblem->setText(problemText(problem));
    m_addProblem->setVisible(problem != FieldProblem::None);
    if (problem != FieldProblem::None)
        return;
    m_newName->clear();
    announce();
    if (FieldRow *row = rowOf(name))
        row->focusEditor();
}

void DataForm::setServerProblems(const QMap<QString, QString> &problems)
{
    m_serverProblems = problems;
    for (FieldRow *row : std::as_const(m_rows)) {
        if (problems.contains(row->path()))
            row->setProblem(problems.value(row->path()));
    }
}

FieldRow *DataForm::rowOf(const QString &path) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&path](const FieldRow *row) { return row->path() == path; });
    return found == m_rows.end() ? nullptr : *found;
}

void DataForm::announce()
{
    refresh();
    Q_EMIT edited();
}

} // namespace chancery
