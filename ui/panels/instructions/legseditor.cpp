// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/instructions/legseditor.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/words/instructiontext.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::InstructionLeg;

namespace {

QLineEdit *field(const QString &placeholder, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setPlaceholderText(placeholder);
    edit->setAccessibleName(placeholder);
    return edit;
}

} // namespace

QString fieldText(const QWidget &field)
{
    if (const auto *choice = qobject_cast<const QComboBox *>(&field)) {
        const QVariant data = choice->currentData();
        const bool isOffered = data.isValid() && choice->currentText() == choice->itemText(choice->currentIndex());
        return (isOffered ? data.toString() : choice->currentText()).trimmed();
    }
    const auto *line = qobject_cast<const QLineEdit *>(&field);
    return line ? line->text().trimmed() : QString();
}

QString faultText(InstructionFault fault, const QWidget &field)
{
    if (fault == InstructionFault::CellMissing)
        return LegsEditor::tr("%1 is needed.").arg(field.accessibleName());
    const FindingText text =
        describe(InstructionFinding{.column = field.accessibleName(), .fault = fault, .value = fieldText(field)});
    return text.message + u' ' + text.remedy;
}

ProblemLabel::ProblemLabel(const QString &objectName, QWidget *parent)
    : QLabel(parent)
{
    setObjectName(objectName);
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setType(*this, Type::Secondary);
    setForegroundRole(QPalette::BrightText);
    setVisible(false);
}

void ProblemLabel::setProblem(const QString &words)
{
    setText(words);
    setVisible(!words.isEmpty());
}

LegsEditor::LegsEditor(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_add(new QPushButton(tr("Add a &leg"), this))
{
    m_add->setObjectName(u"addLeg"_s);
    m_add->setAccessibleName(tr("Add a leg"));
    m_add->setIcon(themeIcon(u"plus"_s));
    m_add->setAutoDefault(false);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::small);
    m_column->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, &LegsEditor::add);
    add();
    add();
    m_legs[1].direction->setCurrentIndex(1);
    m_legs[1].type->setCurrentIndex(1);
}

LegsEditor::Leg LegsEditor::makeLeg()
{
    auto *row = new QWidget(this);
    Leg leg{.row = row,
            .direction = new QComboBox(row),
            .quantity = field(tr("Quantity"), row),
            .instrument = field(tr("Instrument"), row),
            .type = new QComboBox(row),
            .chain = field(tr("Chain id"), row),
            .standard = field(tr("Token standard"), row),
            .remove = new QToolButton(row),
            .problem = new ProblemLabel(u"problem"_s, row)};
    leg.direction->addItem(tr("Delivers"), u"deliver"_s);
    leg.direction->addItem(tr("Receives"), u"receive"_s);
    leg.direction->setAccessibleName(tr("Direction"));
    leg.quantity->setAlignment(Qt::AlignRight);
    leg.type->addItem(tr("Asset delivery"), u"asset_delivery"_s);
    leg.type->addItem(tr("Payment"), u"payment"_s);
    leg.type->setEditable(true);
    leg.type->setAccessibleName(tr("Leg type"));
    leg.remove->setIcon(themeIcon(u"trash"_s));
    leg.remove->setToolTip(tr("Remove this leg"));
    return leg;
}

void LegsEditor::add()
{
    const Leg leg = makeLeg();
    auto *fields = new QHBoxLayout;
    fields->setSpacing(space::small);
    fields->addWidget(leg.direction);
    fields->addWidget(leg.quantity, 2);
    fields->addWidget(leg.instrument, 3);
    fields->addWidget(leg.type, 2);
    fields->addWidget(leg.chain, 1);
    fields->addWidget(leg.standard, 2);
    fields->addWidget(leg.remove);
    auto *column = new QVBoxLayout(leg.row);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    column->addLayout(fields);
    column->addWidget(leg.problem);
    m_column->insertWidget(int(m_legs.size()), leg.row);
    m_legs << leg;
    for (QLineEdit *edit : {leg.quantity, leg.instrument, leg.chain, leg.standard})
        connect(edit, &QLineEdit::textEdited, this, &LegsEditor::edited);
    for (QComboBox *choice : {leg.direction, leg.type})
        connect(choice, &QComboBox::currentTextChanged, this, &LegsEditor::edited);
    connect(leg.remove, &QToolButton::clicked, this, [this, row = leg.row] { remove(row); });
    renumber();
    if (isVisible())
        leg.quantity->setFocus();
    Q_EMIT edited();
}

void LegsEditor::remove(QWidget *row)
{
    m_legs.removeIf([row](const Leg &leg) { return leg.row == row; });
    row->hide();
    row->deleteLater();
    renumber();
    m_add->setFocus();
    Q_EMIT edited();
}

void LegsEditor::renumber()
{
    for (qsizetype i = 0; i < m_legs.size(); ++i) {
        const QString number = QString::number(i);
        const Leg &leg = m_legs[i];
        leg.direction->setObjectName(u"legDirection"_s + number);
        leg.quantity->setObjectName(u"legQuantity"_s + number);
        leg.instrument->setObjectName(u"legInstrument"_s + number);
        leg.type->setObjectName(u"legType"_s + number);
        leg.chain->setObjectName(u"legChain"_s + number);
        leg.standard->setObjectName(u"legStandard"_s + number);
        leg.remove->setObjectName(u"removeLeg"_s + number);
        leg.problem->setObjectName(u"legProblem"_s + number);
        leg.remove->setAccessibleName(tr("Remove leg %1").arg(i + 1));
        leg.remove->setEnabled(m_legs.size() > 1);
    }
    m_add->setEnabled(m_legs.size() < maxInstructionLegs);
}

QList<std::pair<InstructionColumn, QWidget *>> LegsEditor::fieldsOf(const Leg &leg) const
{
    return {{InstructionColumn::Direction, leg.direction},   {InstructionColumn::Quantity, leg.quantity},
            {InstructionColumn::Instrument, leg.instrument}, {InstructionColumn::LegType, leg.type},
            {InstructionColumn::Chain, leg.chain},           {InstructionColumn::TokenStandard, leg.standard}};
}

QList<InstructionLeg> LegsEditor::legs() const
{
    QList<InstructionLeg> legs;
    for (const Leg &row : m_legs) {
        InstructionLeg leg;
        for (const auto &[column, widget] : fieldsOf(row))
            putInto(leg, column, fieldText(*widget));
        legs << leg;
    }
    return legs;
}

bool LegsEditor::check()
{
    QWidget *wrong = nullptr;
    for (const Leg &leg : std::as_const(m_legs)) {
        QStringList problems;
        for (const auto &[column, widget] : fieldsOf(leg)) {
            const auto fault = faultOf(column, fieldText(*widget));
            if (!fault)
                continue;
            problems << faultText(*fault, *widget);
            wrong = wrong ? wrong : widget;
        }
        leg.problem->setProblem(problems.join(u' '));
    }
    if (wrong)
        wrong->setFocus();
    return !wrong;
}

void LegsEditor::showProblem(int leg, const QString &words)
{
    if (leg >= 0 && leg < m_legs.size())
        m_legs[leg].problem->setProblem(words);
}

} // namespace chancery
