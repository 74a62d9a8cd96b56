// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/mint.h"
#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"
#include "app/ctl/service.h"

#include "core/runs/gatedplans.h"
#include "core/runs/mintrun.h"
#include "ui/words/minttext.h"

#include <QCoreApplication>
#include <QDir>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostShown = 1000;

Exit exitOfNotSent(const MintReport &report)
{
    switch (report.why) {
    case MintWhy::ReasonMissing:
    case MintWhy::AmountUnusable:
    case MintWhy::AccountUnusable:
        return BadUsage;
    case MintWhy::OverAction:
    case MintWhy::OverAccountDay:
    case MintWhy::OverOperatorDay:
    case MintWhy::OverProfileDay:
    case MintWhy::ApprovalNeeded:
    case MintWhy::NotApproved:
        return Denied;
    case MintWhy::UnderWay:
    case MintWhy::Unresolved:
        return Interrupted;
    default:
        return report.error ? exitFor(*report.error) : Unreachable;
    }
}

Exit exitOf(const MintReport &report)
{
    switch (report.outcome) {
    case RowOutcome::Done:
        return AllDone;
    case RowOutcome::Failed:
        return report.why == MintWhy::Refused ? Unreachable : SomeFailed;
    case RowOutcome::NotSent:
        return exitOfNotSent(report);
    case RowOutcome::Unknown:
        break;
    }
    return Interrupted;
}

json::Value intentJson(const MintIntent &intent)
{
    json::Value object = json::Value::object();
    object.set(u"id"_s, intent.id);
    object.set(u"account"_s, intent.accountId);
    object.set(u"points"_s, json::Value::integer(intent.points));
    object.set(u"reason"_s, intent.reason);
    object.set(u"user"_s, intent.author.user);
    return object;
}

json::Value evidenceJson(const MintEvidence &evidence)
{
    json::Value object = json::Value::object();
    object.set(u"strength"_s, QString(evidenceStrengthWord(evidence.strength)));
    object.set(u"speaksFor"_s, QString(rowOutcomeWord(evidence.speaksFor)));
    object.set(u"order"_s, evidence.order ? evidence.order->raw : json::Value());
    object.set(u"candidates"_s, json::Value::integer(evidence.candidates));
    object.set(u"balanceBefore"_s, evidence.balanceBefore);
    object.set(u"balanceNow"_s, evidence.balanceNow);
    return object;
}

json::Value toJson(const MintReport &report)
{
    json::Value object = intentJson(report.intent);
    object.set(u"outcome"_s, QString(rowOutcomeWord(report.outcome)));
    object.set(u"why"_s, QString(mintWhyWord(report.why)));
    object.set(u"newAmount"_s, report.newAmount);
    if (report.evidence)
        object.set(u"evidence"_s, evidenceJson(*report.evidence));
    json::Value::Array blocking;
    for (const MintRecord &record : report.admission.blocking)
        blocking.emplace_back(record.intent.id);
    object.set(u"blocking"_s, std::move(blocking));
    return object;
}

json::Value toJson(const MintRecord &record)
{
    json::Value object = intentJson(record.intent);
    object.set(u"intended"_s, record.intended.toString(Qt::ISODateWithMs));
    object.set(u"outcome"_s, QString(rowOutcomeWord(record.end.outcome)));
    object.set(u"why"_s, record.end.why);
    object.set(u"underWay"_s, json::Value(record.isUnderWay));
    object.set(u"newAmount"_s, record.end.newAmount);
    object.set(u"order"_s, record.end.orderId);
    object.set(u"closedBy"_s, record.end.closedBy);
    return object;
}

/// One mint, or the reconciliation of some, at a service.
class MintCommand : public QObject
{
public:
    MintCommand(const MintOptions &options, Service &service)
        : m_options(options)
        , m_service(service)
        , m_ledger(ledgerPath(options.common))
        , m_gate(service.profile(), m_ledger, options.asked)
    {
        QDir().mkpath(m_options.common.dataDir);
    }

    void mint()
    {
        m_ledger.open().then(this, [this](const Result<Nothing> &opened) {
            if (!opened)
                refuse(opened.error());
            begin([this](const MintReport &report) {
                if (m_options.common.json)
                    printJson(toJson(report));
                remark(describe(report));
                QCoreApplication::exit(exitOf(report));
            });
            const MintRequest request{.accountId = m_options.account,
                                      .points = m_options.points,
                                      .reason = m_options.reason,
                                      .walletId = m_options.wallet,
                                      .despite = m_options.despite};
            m_gate.pass(planOf(m_service.loyalty().service(), request), minterOf(m_options.common, m_service.profile()),
                        [this, request](const QString &approvalId) {
                            MintRequest approved = request;
                            approved.approvalId = approvalId;
                            m_run->mint(approved);
                        });
        });
    }

    void reconcile()
    {
        const QString service = m_service.loyalty().service();
        m_ledger.open()
            .andThen([this, service](Nothing) {
                return m_ledger.mints({.limit = mostShown,
                                       .id = m_options.id,
                                       .service = service,
                                       .which = MintQuery::Which::Unresolved});
            })
            .then(this, [this](const Result<QList<MintRecord>> &open) {
                if (!open)
                    refuse(open.error());
                m_open = *open;
                next();
            });
    }

    void limits()
    {
        const Author author = minterOf(m_options.common, m_service.profile());
        m_ledger.open()
            .andThen([this, author](Nothing) { return m_ledger.mintLimits(author.profileId); })
            .andThen([this, author](MintLimits limits) {
                const MintLimits before = limits;
                limits.action = m_options.actionLimit.value_or(limits.action);
                limits.accountDay = m_options.accountLimit.value_or(limits.accountDay);
                limits.operatorDay = m_options.operatorLimit.value_or(limits.operatorDay);
                limits.profileDay = m_options.profileLimit.value_or(limits.profileDay);
                if (limits == before)
                    return Pending<MintLimits>::ready(limits);
                return m_ledger.setMintLimits(author, limits).transform([limits](Nothing) { return limits; });
            })
            .then(this, [this](const Result<MintLimits> &limits) {
                if (!limits)
                    refuse(limits.error());
                show(*limits);
                QCoreApplication::exit(AllDone);
            });
    }

private:
    template <class F>
    void begin(F ended)
    {
        m_run = std::make_unique<MintRun>(MintParts{.client = m_service.loyalty(),
                                                    .ledger = m_ledger,
                                                    .author = minterOf(m_options.common, m_service.profile()),
                                                    .gate = m_service.profile().gate});
        // Queued, as it is replaced by the next.
        connect(m_run.get(), &MintRun::ended, this, ended, Qt::QueuedConnection);
    }

    void next()
    {
        if (m_open.isEmpty())
            return finish();
        begin([this](const MintReport &report) {
            m_unknown += report.outcome == RowOutcome::Unknown ? 1 : 0;
            m_told.push_back(toJson(report));
            if (!m_options.common.json)
                print(describe(report));
            next();
        });
        m_run->reconcile(m_open.takeLast()); // the oldest first
    }

    void finish()
    {
        if (m_options.common.json) {
            json::Value object = json::Value::object();
            object.set(u"mints"_s, m_told);
            printJson(object);
        } else if (m_told.empty()) {
            remark(tr("No such mint is without a known end."));
        }
        QCoreApplication::exit(m_unknown > 0 ? Interrupted : AllDone);
    }

    void show(const MintLimits &limits) const
    {
        const std::pair<QString, qint64> all[] = {{u"action"_s, limits.action},
                                                  {u"accountDay"_s, limits.accountDay},
                                                  {u"operatorDay"_s, limits.operatorDay},
                                                  {u"profileDay"_s, limits.profileDay}};
        json::Value object = json::Value::object();
        for (const auto &[name, limit] : all) {
            object.set(name, json::Value::integer(limit));
            if (!m_options.common.json)
                print(name + u"  "_s + (limit > 0 ? numberText(limit) : tr("any number")));
        }
        if (m_options.common.json)
            printJson(object);
    }

    const MintOptions m_options;
    Service &m_service;
    Ledger m_ledger;
    GatePass m_gate;
    std::unique_ptr<MintRun> m_run;
    QList<MintRecord> m_open;
    json::Value::Array m_told;
    int m_unknown = 0;
};

int atService(const MintOptions &options, void (MintCommand::*act)())
{
    std::unique_ptr<MintCommand> command;
    return withService(options.common, [&](Service &service) {
        command = std::make_unique<MintCommand>(options, service);
        ((*command).*act)();
    });
}

void printRecords(const MintOptions &options, const QList<MintRecord> &records)
{
    json::Value::Array rows;
    for (const MintRecord &record : records) {
        rows.push_back(toJson(record));
        if (!options.common.json)
            print(QStringList{record.intent.id, record.intended.toString(Qt::ISODate), mintStateText(record),
                              numberText(record.intent.points), record.intent.accountId, record.intent.reason}
                      .join(u"  "_s));
    }
    if (options.common.json) {
        json::Value object = json::Value::object();
        object.set(u"mints"_s, std::move(rows));
        printJson(object);
    } else if (records.isEmpty()) {
        remark(tr("The ledger holds no such mints."));
    }
}

} // namespace

int mintPoints(const MintOptions &options)
{
    return atService(options, &MintCommand::mint);
}

int reconcileMints(const MintOptions &options)
{
    return atService(options, &MintCommand::reconcile);
}

int mintLimits(const MintOptions &options)
{
    return atService(options, &MintCommand::limits);
}

int listMints(const MintOptions &options)
{
    Ledger ledger(ledgerPath(options.common));
    const MintQuery query{.limit = mostShown,
                          .accountId = options.account,
                          .which = options.onlyOpen ? MintQuery::Which::Unresolved : MintQuery::Which::All};
    QDir().mkpath(options.common.dataDir);
    ledger.open().andThen([&](Nothing) { return ledger.mints(query); }).then(&ledger, [&](const auto &records) {
        if (!records)
            refuse(records.error());
        printRecords(options, *records);
        QCoreApplication::exit(AllDone);
    });
    return QCoreApplication::exec();
}

int closeMints(const MintOptions &options)
{
    Ledger ledger(ledgerPath(options.common));
    const MintEnd word{.outcome = options.word == u"done" ? RowOutcome::Done : RowOutcome::Failed,
                       .detail = options.reason.trimmed(),
                       .closedBy = systemUser()};
    QDir().mkpath(options.common.dataDir);
    ledger.open()
        .andThen([&](Nothing) {
            MintRecord named;
            named.intent.id = options.id;
            return closeMint(ledger, named, word);
        })
        .then(&ledger, [&](const Result<Nothing> &closed) {
            if (!closed)
                refuse(closed.error());
            remark(tr("Closed as %1, by your word.").arg(options.word));
            QCoreApplication::exit(AllDone);
        });
    return QCoreApplication::exec();
}

} // namespace chancery::ctl
