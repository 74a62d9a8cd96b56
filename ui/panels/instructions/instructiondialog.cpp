// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/instructions/instructiondialog.h"

#include "core/keystone/failure.h"
#include "core/keystone/readall.h"
#include "ui/panels/instructions/legseditor.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/texts.h"
#include "ui/words/instructiontext.h"
#include "ui/words/settlementtext.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

// What the dialog does; where its parts are is in instructiondialoglayout.cpp.

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::InstructionDraft;
using keystone::SettlementTemplate;

namespace {

enum Page { FormPage, ReviewPage };

constexpr int usualHours = 24;

/// The last part that is no number of a place such as `body.legs.0.quantity`, and the leg, if any.
struct Blamed
{
    QString name;
    int leg = -1;
};

Blamed blamedBy(const QString &path)
{
    Blamed blamed;
    const QStringList parts = path.split(u'.');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        bool isNumber = false;
        const int number = parts[i].toInt(&isNumber);
        if (isNumber && i > 0 && parts[i - 1] == u"legs")
            blamed.leg = number;
        else if (!isNumber)
            blamed.name = parts[i];
    }
    return blamed;
}

} // namespace

InstructionDialog::InstructionDialog(const InstructionDesk &desk, QWidget *parent)
    : QDialog(parent)
    , m_desk(desk)
{
    setObjectName(u"instructionDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New instruction"));
    build();
    const QDateTime usual = QDateTime::currentDateTime().addSecs(usualHours * 3600);
    m_timeout->setDateTime(QDateTime(usual.date(), QTime(usual.time().hour(), 0)));
    connectParts();
    showForm();
    loadTemplates();
}

void InstructionDialog::connectParts()
{
    connect(m_template, &QComboBox::currentTextChanged, this, &InstructionDialog::templateChosen);
    connect(m_cancel, &QPushButton::clicked, this, &InstructionDialog::reject);
    connect(m_back, &QPushButton::clicked, this, &InstructionDialog::showForm);
    connect(m_next, &QPushButton::clicked, this, [this] { m_pages->currentIndex() == FormPage ? review() : submit(); });
    for (const Field &field : std::as_const(m_fields)) {
        const auto clear = [problem = field.problem] { problem->setProblem({}); };
        if (auto *line = qobject_cast<QLineEdit *>(field.widget))
            connect(line, &QLineEdit::textEdited, this, clear);
        if (auto *choice = qobject_cast<QComboBox *>(field.widget))
            connect(choice, &QComboBox::currentTextChanged, this, clear);
    }
    connect(m_timeout, &QDateTimeEdit::dateTimeChanged, this, [this] { m_timeProblem->setProblem({}); });
}

/// The form works without: the fields take any text.
void InstructionDialog::loadTemplates()
{
    m_busy->start();
    const keystone::PageReader<SettlementTemplate> read = [this](const keystone::Window &window) {
        return m_desk.client.listTemplates(window);
    };
    keystone::readAll<SettlementTemplate>(read, keystone::maxShortPageSize)
        .then(this, [this](const Result<keystone::Page<SettlementTemplate>> &page) {
            m_busy->stop();
            if (!page)
                return m_banner->showError(page.error());
            m_templates = page->rows;
            const QString typed = m_template->currentText();
            for (const SettlementTemplate &one : std::as_const(m_templates))
                m_template->addItem(one.name.isEmpty() ? one.slug : one.name, one.slug);
            if (!typed.isEmpty())
                m_template->setCurrentText(typed);
            templateChosen();
        });
}

void InstructionDialog::templateChosen()
{
    const QString slug = fieldText(*m_template);
    const auto found = std::find_if(m_templates.cbegin(), m_templates.cend(),
                                    [&](const SettlementTemplate &one) { return one.slug == slug; });
    const QStringList roles = found == m_templates.cend() ? QStringList() : found->config.requiredRoles;
    const QString chosen = m_role->currentText();
    m_role->clear();
    m_role->addItems(roles);
    if (!chosen.isEmpty() && (roles.isEmpty() || roles.contains(chosen)))
        m_role->setCurrentText(chosen);
}

bool InstructionDialog::check()
{
    QWidget *wrong = nullptr;
    for (const Field &field : std::as_const(m_fields)) {
        const QString text = fieldText(*field.widget);
        const auto fault = faultOf(field.column, text);
        field.problem->setProblem(fault ? faultText(*fault, *field.widget) : QString());
        if (fault && !wrong)
            wrong = field.widget;
    }
    const bool isTimeRight = checkTime();
    const bool areLegsRight = m_legs->check();
    if (wrong)
        wrong->setFocus();
    else if (!isTimeRight)
        m_timeout->setFocus();
    return !wrong && isTimeRight && areLegsRight;
}

bool InstructionDialog::checkTime()
{
    const bool isRight = m_timeout->dateTime() > QDateTime::currentDateTime();
    m_timeProblem->setProblem(isRight ? QString() : tr("That time is over. Choose a later one."));
    return isRight;
}

InstructionDraft InstructionDialog::draft() const
{
    InstructionDraft draft;
    for (const Field &field : m_fields)
        putInto(draft, field.column, fieldText(*field.widget));
    draft.legs = m_legs->legs();
    draft.timeoutAt = m_timeout->dateTime().toUTC();
    return draft;
}

void InstructionDialog::review()
{
    m_banner->clear();
    if (!check())
        return;
    InstructionDraft wanted = draft();
    // The same content keeps its key; anything else gets one of its own.
    wanted.idempotencyKey = m_draft.idempotencyKey;
    if (wanted.idempotencyKey.isEmpty() || digestOf(wanted) != digestOf(m_draft))
        wanted.idempotencyKey = keystone::newIdempotencyKey(u"chancery"_s);
    m_draft = wanted;
    m_statement->setText(tr("%1 as %2 %3.\n\nThe service looks for the other side: the same trade reference and "
                            "template, another role, the same legs from the other side. Until it is there you can "
                            "cancel. Once both are there a settlement is made, which can't be cancelled.")
                             .arg(wanted.party.externalReference, wanted.role, legsSentence(wanted.legs)));
    QList<FieldList::Field> fields{{tr("Trade reference"), wanted.tradeReference, u"reference"_s},
                                   {tr("Template"), wanted.templateSlug, u"template"_s},
                                   {tr("Party"), wanted.party.name, u"name"_s},
                                   {tr("Wallet"), wanted.party.walletAddress, u"wallet"_s},
                                   {tr("Times out"), exactText(wanted.timeoutAt), u"timeout"_s}};
    for (const keystone::InstructionLeg &leg : wanted.legs)
        fields << FieldList::Field{leg.direction == u"deliver" ? tr("Delivers") : tr("Receives"),
                                   amountText(leg.quantity) + u' ' + leg.instrumentId + u"  "_s + leg.legType,
                                   {}};
    fields.removeIf([](const FieldList::Field &field) { return field.value.isEmpty(); });
    m_summary->setFields(fields);
    m_pages->setCurrentIndex(ReviewPage);
    m_back->setVisible(true);
    m_next->setText(tr("&Submit instruction"));
    m_next->setFocus();
}

void InstructionDialog::showForm()
{
    m_banner->clear();
    m_pages->setCurrentIndex(FormPage);
    m_back->setVisible(false);
    m_next->setText(tr("&Review…"));
}

void InstructionDialog::setSending(bool sending)
{
    m_isSending = sending;
    sending ? m_busy->start() : m_busy->stop();
    m_next->setEnabled(!sending);
    m_cancel->setEnabled(!sending);
    m_back->setEnabled(!sending && !m_isLost);
}

void InstructionDialog::submit()
{
    m_banner->clear();
    setSending(true);
    m_run = std::make_unique<InstructionRun>(InstructionParts{m_desk.client, m_desk.ledger, m_desk.officer});
    connect(m_run.get(), &InstructionRun::ended, this, &InstructionDialog::showEnd, Qt::QueuedConnection);
    m_run->submit(m_draft);
}

void InstructionDialog::showEnd(const InstructionReport &report)
{
    m_isLost = report.outcome == RowOutcome::Unknown;
    setSending(false);
    if (report.outcome == RowOutcome::Done) {
        Q_EMIT submitted(report.instructionId);
        return accept();
    }
    if (report.error && !report.error->fields.isEmpty() && report.outcome == RowOutcome::Failed)
        return showFieldErrors(*report.error);
    m_next->setText(m_isLost ? tr("&Submit the same again") : tr("&Submit instruction"));
    m_back->setToolTip(m_isLost ? tr("The service may have it already, so only the same may be sent.") : QString());
    BannerContent content{.tone = m_isLost ? Tone::Unknown : Tone::Bad, .headline = reasonText(report.why)};
    if (report.error) {
        const ErrorText text = describe(*report.error);
        content.serverWords = text.headline;
        content.remedy = text.remedy;
        content.details = text.details;
    }
    m_next->setFocus();
    m_banner->showContent(content);
}

/// What the service rejects stands beside its field.
void InstructionDialog::showFieldErrors(const Error &error)
{
    showForm();
    m_banner->showError(error);
    static const QHash<QString, InstructionColumn> columns{{u"template_slug"_s, InstructionColumn::Template},
                                                           {u"trade_reference"_s, InstructionColumn::TradeReference},
                                                           {u"role"_s, InstructionColumn::Role},
                                                           {u"external_reference"_s, InstructionColumn::PartyReference},
                                                           {u"name"_s, InstructionColumn::PartyName},
                                                           {u"wallet_address"_s, InstructionColumn::Wallet},
                                                           {u"chain_id"_s, InstructionColumn::PartyChain}};
    for (const FieldError &wrong : error.fields) {
        const Blamed blamed = blamedBy(wrong.path);
        if (blamed.leg >= 0)
            m_legs->showProblem(blamed.leg, blamed.name + u": "_s + wrong.message);
        else if (blamed.name == u"timeout_at")
            m_timeProblem->setProblem(wrong.message);
        for (const Field &field : std::as_const(m_fields))
            if (blamed.leg < 0 && columns.contains(blamed.name) && columns[blamed.name] == field.column)
                field.problem->setProblem(wrong.message);
    }
}

void InstructionDialog::reject()
{
    if (m_isSending)
        return;
    if (m_pages->currentIndex() == ReviewPage && !m_isLost)
        return showForm();
    QDialog::reject();
}

} // namespace chancery
