// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"
#include "app/ctl/settlements.h"
#include "app/ctl/settlementservice.h"
#include "app/ctl/settlementtext.h"
#include "app/ctl/wholelist.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace chancery::ctl {

using namespace Qt::StringLiterals;
using keystone::Settlement;

namespace {

/// One settlement with its events, and what the ledger knows of decisions about it.
class ShowCommand : public QObject
{
public:
    ShowCommand(const SettlementOptions &options, SettlementService &service)
        : m_options(options)
        , m_service(service)
        , m_ledger(ledgerPath(options.common))
    {}

    void start()
    {
        readAfterDecision(m_service.client(), m_options.id).then(this, [this](const Result<DecisionReading> &reading) {
            if (!reading)
                fail(sentence(reading.error()), exitFor(reading.error()));
            m_reading = *reading;
            readLedger();
        });
    }

private:
    void readLedger()
    {
        if (!QFileInfo::exists(m_ledger.path()))
            return finish({}); // asking leaves nothing behind
        m_ledger.open()
            .andThen([this](Nothing) {
                return m_ledger.decisions(
                    {.service = officerOf(m_service.profile, {}).service, .settlementId = m_options.id});
            })
            .then(this, [this](const Result<QList<DecisionRecord>> &records) {
                if (!records)
                    fail(sentence(records.error()), exitFor(records.error()));
                finish(*records);
            });
    }

    void finish(const QList<DecisionRecord> &decisions)
    {
        m_options.common.json ? printObject(decisions) : printLines(decisions);
        QCoreApplication::exit(AllDone);
    }

    void printLines(const QList<DecisionRecord> &decisions) const
    {
        for (const QString &line : settlementLines(m_reading.now, m_service.client().now()))
            print(line);
        print(tr("Events"));
        for (const keystone::SettlementEvent &event : m_reading.events)
            print(eventLine(event));
        if (!decisions.isEmpty())
            print(tr("Decisions here"));
        for (const DecisionRecord &record : decisions)
            print(decisionLine(record));
    }

    void printObject(const QList<DecisionRecord> &decisions) const
    {
        json::Value::Array events;
        for (const keystone::SettlementEvent &event : m_reading.events)
            events.push_back(event.raw);
        json::Value::Array records;
        for (const DecisionRecord &record : decisions)
            records.push_back(decisionJson(record));
        json::Value object = json::Value::object();
        object.set(u"settlement"_s, m_reading.now.raw);
        object.set(u"events"_s, std::move(events));
        object.set(u"decisions"_s, std::move(records));
        printJson(object);
    }

    const SettlementOptions m_options;
    SettlementService &m_service;
    Ledger m_ledger;
    DecisionReading m_reading;
};

} // namespace

int listSettlements(const SettlementOptions &options)
{
    std::unique_ptr<WholeList<Settlement>> list;
    return withSettlements(options.common, [&](SettlementService &service) {
        list = std::make_unique<WholeList<Settlement>>(
            [&](const keystone::Window &window) { return service.client().listSettlements(window, options.state); },
            ListWords<Settlement>{
                .member = u"settlements"_s,
                .none = tr("There are no such settlements."),
                .damaged = tr("%1 settlements could not be read and are not listed."),
                .line =
                    [&](const Settlement &settlement) { return settlementLine(settlement, service.client().now()); }},
            options.common);
        list->setArrange([](QList<Settlement> &settlements) {
            std::stable_sort(settlements.begin(), settlements.end(),
                             [](const Settlement &a, const Settlement &b) { return a.timeoutAt < b.timeoutAt; });
        });
        list->start();
    });
}

int showSettlement(const SettlementOptions &options)
{
    std::unique_ptr<ShowCommand> command;
    return withSettlements(options.common, [&](SettlementService &service) {
        command = std::make_unique<ShowCommand>(options, service);
        command->start();
    });
}

} // namespace chancery::ctl
