// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/approvalservice.h"
#include "app/ctl/commands.h"
#include "app/ctl/gatepass.h"
#include "app/ctl/interrupt.h"
#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"

#include "core/bkey/calls.h"
#include "core/gate/gatedplan.h"
#include "core/runs/approvalrun.h"

#include "ui/words/approvaltext.h"
#include "ui/words/tokentext.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace chancery::ctl {

using namespace Qt::StringLiterals;
using bkey::TokenVerdict;

namespace {

constexpr qint64 longestToken = 16'384;

struct ApproveOptions
{
    CommonOptions common;
    QString whom; ///< a DID, or a name that the connection knows
    QString user; ///< of this computer, who that is
    HandRequest request;
    std::chrono::seconds expiry{300};
};

Exit exitOf(const ApprovalRunReport &report)
{
    if (report.state == ApprovalState::Granted)
        return AllDone;
    if (report.state == ApprovalState::Withdrawn)
        return Interrupted;
    if (report.bar == ApprovalBar::SamePerson || report.bar == ApprovalBar::ApproverUnknown)
        return BadUsage;
    if (report.error)
        return exitFor(*report.error);
    if (report.told && report.told->error)
        return exitFor(*report.told->error);
    return Denied;
}

json::Value toJson(const ApprovalRunReport &report, const ApprovalIntent &intent)
{
    json::Value body = json::Value::object();
    body.set(u"id"_s, intent.id);
    body.set(u"state"_s, QString(approvalStateWord(report.state)));
    body.set(u"approver"_s, intent.approver);
    body.set(u"message"_s, intent.message);
    body.set(u"scope"_s, intent.scope);
    body.set(u"plan"_s, QString::fromLatin1(intent.plan.toHex()));
    if (report.bar != ApprovalBar::None)
        body.set(u"why"_s, QString(approvalBarWord(report.bar)));
    if (!report.told)
        return body;
    body.set(u"requestId"_s, report.told->requestId);
    if (report.told->fault != bkey::TokenFault::None)
        body.set(u"why"_s, QString(tokenFaultWord(report.told->fault)));
    if (report.told->token) {
        body.set(u"tokenId"_s, report.told->token->id);
        body.set(u"expires"_s, report.told->token->expires.toString(Qt::ISODate));
    }
    return body;
}

/// Asks one person, and waits.
class ApproveCommand : public QObject
{
public:
    ApproveCommand(const ApproveOptions &options, ApprovalService &service)
        : m_options(options)
        , m_ledger(ledgerPath(options.common))
        , m_run({.client = service.connection.client(),
                 .keys = service.connection.keys(),
                 .ledger = m_ledger,
                 .audience = service.profile.bkey->clientId})
    {
        const Profile &profile = service.profile;
        const Author author{systemUser(), profile.id.toString(QUuid::WithoutBraces), profile.name};
        m_intent = handIntent(profile, options.request, approverOf(profile, {options.whom, options.user}), author);
        connect(&m_run, &ApprovalRun::waiting, this, &ApproveCommand::tellWait);
        connect(&m_run, &ApprovalRun::heard, this, [](const QString &status) {
            remark(tr("The service says “%1”, which this program does not know. It goes on waiting.").arg(status));
        });
        connect(&m_run, &ApprovalRun::ended, this, &ApproveCommand::finish);
        connect(&m_interrupt, &Interrupt::raised, &m_run, &ApprovalRun::withdraw);
    }

    void start()
    {
        QDir().mkpath(m_options.common.dataDir);
        m_ledger.open().then(this, [this](const Result<Nothing> &opened) {
            if (!opened)
                refuse(opened.error());
            // Whoever typed the command has confirmed it.
            m_run.start({.intent = m_intent,
                         .type = m_options.request.type,
                         .currency = m_options.request.currency,
                         .expiry = m_options.expiry,
                         .confirmation = Confirmation::afterReview(bkey::calls::startApproval, m_intent.id)});
        });
    }

private:
    void tellWait()
    {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_run.left()).count();
        remark(tr("Asked %1, whose phone shows: %2").arg(m_intent.approver, m_intent.message));
        remark(tr("Waiting for up to %1 s; Ctrl+C withdraws.").arg(numberText(seconds)));
    }

    void finish(const ApprovalRunReport &report)
    {
        if (m_options.common.json)
            printJson(toJson(report, m_intent));
        remark(describe(report));
        if (report.bar == ApprovalBar::ApproverUnknown)
            remark(tr("Add --user NAME, the approver's user name here."));
        QCoreApplication::exit(exitOf(report));
    }

    const ApproveOptions m_options;
    Ledger m_ledger;
    ApprovalRun m_run;
    ApprovalIntent m_intent;
    Interrupt m_interrupt;
};

/// A token is a proof that others may not see: it is best read from standard input.
Secret readToken(QString given)
{
    if (given != u"-")
        return Secret::fromText(std::move(given));
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        fail(tr("The token can't be read from standard input."));
    return Secret::fromUtf8(input.read(longestToken).trimmed());
}

void tellVerdict(const CommonOptions &common, const Result<TokenVerdict> &verdict)
{
    if (!verdict)
        refuse(verdict.error());
    if (common.json) {
        json::Value body = json::Value::object();
        body.set(u"isProof"_s, verdict->isProof());
        if (verdict->isProof()) {
            body.set(u"approver"_s, verdict->token.approver);
            body.set(u"tokenId"_s, verdict->token.id);
            body.set(u"scope"_s, verdict->token.scopes.join(u' '));
            body.set(u"expires"_s, verdict->token.expires.toString(Qt::ISODate));
        } else {
            body.set(u"why"_s, QString(tokenFaultWord(verdict->fault)));
            body.set(u"subject"_s, verdict->subject);
        }
        printJson(body);
    }
    remark(
        verdict->isProof()
            ? tr("The token proves that %1 approved %2.").arg(verdict->token.approver, verdict->token.scopes.join(u' '))
            : describe(*verdict));
    QCoreApplication::exit(verdict->isProof() ? AllDone : Denied);
}

/// Whether a token that somebody brings proves what they say.
int verifyToken(const ApproveOptions &options, QString given, const QString &subject)
{
    const Secret token = readToken(std::move(given));
    QObject context;
    return withApprovals(options.common, [&](ApprovalService &service) {
        const bkey::TokenExpectation expected{.issuer = service.connection.credential().issuerName(),
                                              .audience = service.profile.bkey->clientId,
                                              .approver = subject,
                                              .scopes = options.request.scope.split(u' ', Qt::SkipEmptyParts),
                                              .asked = QDateTime::fromSecsSinceEpoch(0, Qt::UTC)};
        service.connection.keys().verify(token, expected).then(&context, [&](const Result<TokenVerdict> &verdict) {
            tellVerdict(options.common, verdict);
        });
    });
}

void addOptions(Arguments &options)
{
    options.addPositionals(u"ACTION"_s, tr("nothing, or verify TOKEN (- reads it from standard input)"), 2);
    options.addOption({u"did"_s, tr("Whom to ask: a DID, or an approver's name in the connection."), u"DID"_s});
    options.addOption({u"user"_s, tr("Which user of this computer that is; never the one who asks."), u"NAME"_s});
    options.addOption({u"message"_s, tr("What the phone shows: one line of up to 120 characters."), u"TEXT"_s});
    options.addOption({u"scope"_s, tr("What is asked for (default: approve:action)."), u"SCOPE"_s});
    options.addOption({u"type"_s, tr("Shown beside it: what kind of action, such as deploy."), u"WORD"_s});
    options.addOption({u"amount"_s, tr("Shown beside it: a decimal."), u"AMOUNT"_s});
    options.addOption({u"currency"_s, tr("Shown beside it: of the amount."), u"CODE"_s});
    options.addOption({u"recipient"_s, tr("Shown beside it: who gets something."), u"TEXT"_s});
    options.addOption({u"resource"_s, tr("Shown beside it: what it is about."), u"TEXT"_s});
    options.addOption({u"expires"_s, tr("How long to wait (default: 300)."), u"SECONDS"_s});
    options.addOption({u"subject"_s, tr("verify: the DID of who must have approved."), u"DID"_s});
}

} // namespace

int approve(const QStringList &arguments)
{
    Arguments options(tr("Asks a person for a yes on their phone and waits for it; or verifies a token that somebody "
                         "brings: verify TOKEN."));
    addOptions(options);
    options.parse(arguments);
    ApproveOptions asked{.common = options.common(),
                         .whom = options.value(u"did"_s),
                         .user = options.value(u"user"_s),
                         .request = {.message = options.value(u"message"_s),
                                     .type = options.value(u"type"_s),
                                     .amount = options.value(u"amount"_s),
                                     .currency = options.value(u"currency"_s),
                                     .recipient = options.value(u"recipient"_s),
                                     .resource = options.value(u"resource"_s)},
                         .expiry = expiryOf(options, ApproveOptions{}.expiry)};
    if (options.isSet(u"scope"_s))
        asked.request.scope = options.value(u"scope"_s);
    const QStringList words = options.positionals();
    if (!words.isEmpty() && words.first() != u"verify")
        fail(tr("approve %1: expected nothing, or verify TOKEN.").arg(words.first()));
    if (words.size() == 1 || (words.size() == 2 && options.value(u"subject"_s).isEmpty()))
        fail(tr("approve verify needs a TOKEN and --subject DID, who must have approved."));
    if (words.size() == 2)
        return verifyToken(asked, words.at(1), options.value(u"subject"_s));
    if (asked.request.message.trimmed().isEmpty())
        fail(tr("approve needs what the phone shows: --message TEXT."));
    if (asked.whom.isEmpty() && asked.common.profile.isEmpty())
        fail(tr("approve needs to know whom to ask: --did DID."));
    std::unique_ptr<ApproveCommand> command;
    return withApprovals(asked.common, [&](ApprovalService &service) {
        command = std::make_unique<ApproveCommand>(asked, service);
        command->start();
    });
}

} // namespace chancery::ctl
