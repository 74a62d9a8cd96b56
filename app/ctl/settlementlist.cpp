// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"
#include "app/ctl/settlements.h"
#include "app/ctl/settlementservice.h"
#include "app/ctl/settlementtext.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace chancery::ctl {

using namespace Qt::StringLiterals;
using keystone::Settlement;
using Page = keystone::Page<Settlement>;

namespace {

/// All pages of a list, then out with it: those whose time is over first come first.
class ListCommand : public QObject
{
public:
    ListCommand(const SettlementOptions &options, SettlementService &service)
        : m_options(options)
        , m_service(service)
    {}

    void next(int offset)
    {
        m_service.client()
            .listSettlements({.limit = keystone::maxPageSize, .offset = offset}, m_options.state)
            .then(this, [this](const Result<Page> &page) {
                if (!page)
                    fail(sentence(page.error()), exitFor(page.error()));
                take(*page);
            });
    }

private:
    void take(const Page &page)
    {
        for (const Settlement &settlement : page.rows) {
            // One that came meanwhile pushes others to the next page.
            if (!m_known.contains(settlement.id))
                m_settlements << settlement;
            m_known.insert(settlement.id);
        }
        m_damaged += page.damaged.size();
        m_total = page.total;
        page.hasMore() ? next(page.offset + page.limit) : finish();
    }

    void finish()
    {
        std::stable_sort(m_settlements.begin(), m_settlements.end(),
                         [](const Settlement &a, const Settlement &b) { return a.timeoutAt < b.timeoutAt; });
        if (m_options.common.json)
            printObject();
        else
            for (const Settlement &settlement : m_settlements)
                print(settlementLine(settlement));
        if (m_settlements.isEmpty() && !m_options.common.json)
            remark(tr("There are no such settlements."));
        if (m_damaged > 0)
            remark(tr("%1 settlements could not be read and are not listed.").arg(numberText(m_damaged)));
        QCoreApplication::exit(m_damaged > 0 ? SomeFailed : AllDone);
    }

    void printObject() const
    {
        json::Value::Array items;
        for (const Settlement &settlement : m_settlements)
            items.push_back(settlement.raw);
        json::Value object = json::Value::object();
        object.set(u"settlements"_s, std::move(items));
        object.set(u"total"_s, json::Value::integer(m_total));
        object.set(u"damaged"_s, json::Value::integer(m_damaged));
        printJson(object);
    }

    const SettlementOptions m_options;
    SettlementService &m_service;
    QList<Settlement> m_settlements;
    QSet<QString> m_known;
    qint64 m_damaged = 0;
    qint64 m_total = 0;
};

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
        for (const QString &line : settlementLines(m_reading.now))
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
    std::unique_ptr<ListCommand> command;
    return withSettlements(options.common, [&](SettlementService &service) {
        command = std::make_unique<ListCommand>(options, service);
        command->next(0);
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
