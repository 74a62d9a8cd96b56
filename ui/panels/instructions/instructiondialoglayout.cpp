// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/instructions/instructiondialog.h"
#include "ui/panels/instructions/legseditor.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/scrollpane.h"

#include <QClipboard>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualWidth = 860;
constexpr int usualHeight = 680;

QLineEdit *line(const QString &objectName, const QString &name, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setObjectName(objectName);
    edit->setAccessibleName(name);
    return edit;
}

QComboBox *choice(const QString &objectName, const QString &name, QWidget *parent)
{
    auto *combo = new QComboBox(parent);
    combo->setObjectName(objectName);
    combo->setAccessibleName(name);
    combo->setEditable(true);
    combo->setInsertPolicy(QComboBox::NoInsert);
    return combo;
}

QWidget *withProblem(QWidget *field, QLabel *problem, QWidget *parent)
{
    auto *both = new QWidget(parent);
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    column->addWidget(field);
    column->addWidget(problem);
    return both;
}

} // namespace

void InstructionDialog::build()
{
    m_busy = new BusyBar(this);
    m_banner = new Banner(this);
    m_banner->setObjectName(u"instructionBanner"_s);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(buildForm());
    m_pages->addWidget(buildReview());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(new DialogHead(windowTitle(), m_desk.place, this));
    column->addWidget(m_busy);
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);
    column->addWidget(buildButtons());
    resize(usualWidth, usualHeight);
}

void InstructionDialog::addField(QFormLayout *form, InstructionColumn column, QWidget *widget)
{
    QWidget *const named = widget->objectName() == u"referenceRow" ? static_cast<QWidget *>(m_reference) : widget;
    auto *problem = new ProblemLabel(u"problem."_s + named->objectName(), this);
    form->addRow(named->accessibleName(), withProblem(widget, problem, this));
    m_fields << Field{column, named, problem};
}

QWidget *InstructionDialog::buildForm()
{
    auto *content = new QWidget(this);
    m_template = choice(u"instruction.template"_s, tr("Template"), content);
    m_role = choice(u"instruction.role"_s, tr("Role of this side"), content);
    m_party = line(u"instruction.party"_s, tr("Party's reference"), content);
    m_name = line(u"instruction.name"_s, tr("Party's name (optional)"), content);
    m_wallet = line(u"instruction.wallet"_s, tr("Wallet address"), content);
    m_chain = line(u"instruction.chain"_s, tr("Chain id (optional)"), content);
    m_timeout = new QDateTimeEdit(content);
    m_timeout->setObjectName(u"instruction.timeout"_s);
    m_timeout->setAccessibleName(tr("Times out (local time)"));
    m_timeout->setCalendarPopup(true);
    m_timeout->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
    m_timeProblem = new ProblemLabel(u"problem.instruction.timeout"_s, this);
    m_legs = new LegsEditor(content);
    m_legs->setObjectName(u"instruction.legs"_s);

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::large);
    form->setVerticalSpacing(space::small);
    addField(form, InstructionColumn::Template, m_template);
    addField(form, InstructionColumn::Role, m_role);
    addField(form, InstructionColumn::TradeReference, buildReference());
    addField(form, InstructionColumn::PartyReference, m_party);
    addField(form, InstructionColumn::PartyName, m_name);
    addField(form, InstructionColumn::Wallet, m_wallet);
    addField(form, InstructionColumn::PartyChain, m_chain);
    form->addRow(m_timeout->accessibleName(), withProblem(m_timeout, m_timeProblem, this));

    auto *legsTitle = new QLabel(tr("Legs"), content);
    setType(*legsTitle, Type::BodyStrong);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, space::medium, 0);
    column->setSpacing(space::medium);
    column->addLayout(form);
    column->addWidget(legsTitle);
    column->addWidget(m_legs);
    column->addStretch(1);
    auto *pane = new ScrollPane(content, this);
    pane->setObjectName(u"instructionForm"_s);
    return pane;
}

QWidget *InstructionDialog::buildReference()
{
    auto *row = new QWidget(this);
    row->setObjectName(u"referenceRow"_s);
    m_reference = line(u"instruction.reference"_s, tr("Trade reference"), row);
    m_reference->setText(newTradeReference());
    m_reference->setToolTip(tr("Made for a new trade. For the second side, write the one that the counterparty has."));
    auto *copy = new QPushButton(tr("Cop&y"), row);
    copy->setObjectName(u"copyNewReference"_s);
    copy->setAccessibleName(tr("Copy the trade reference"));
    copy->setIcon(themeIcon(u"copy"_s));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_reference->text().trimmed()); });
    auto *columns = new QHBoxLayout(row);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::small);
    columns->addWidget(m_reference, 1);
    columns->addWidget(copy);
    return row;
}

QWidget *InstructionDialog::buildReview()
{
    auto *content = new QWidget(this);
    m_statement = new QLabel(content);
    m_statement->setObjectName(u"instructionConsequence"_s);
    m_statement->setTextFormat(Qt::PlainText);
    m_statement->setWordWrap(true);
    m_statement->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_summary = new FieldList(content);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, space::medium, 0);
    column->setSpacing(space::large);
    column->addWidget(m_statement);
    column->addWidget(m_summary);
    column->addStretch(1);
    auto *pane = new ScrollPane(content, this);
    pane->setObjectName(u"instructionReview"_s);
    return pane;
}

QWidget *InstructionDialog::buildButtons()
{
    auto *part = new QWidget(this);
    m_cancel = new QPushButton(tr("Cancel"), part);
    m_cancel->setObjectName(u"instructionCancel"_s);
    m_back = new QPushButton(tr("&Back"), part);
    m_back->setObjectName(u"instructionBack"_s);
    m_next = new QPushButton(tr("&Review…"), part);
    m_next->setObjectName(u"instructionNext"_s);
    setButtonKind(*m_next, ButtonKind::Primary);
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addStretch(1);
    for (QPushButton *button : {m_cancel, m_back, m_next}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    m_next->setDefault(true);
    return part;
}

} // namespace chancery
