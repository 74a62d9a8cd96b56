// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/interrupt.h"
#include "app/ctl/output.h"
#include "app/ctl/settlements.h"
#include "app/ctl/settlementservice.h"
#include "app/ctl/settlementtext.h"

#include "core/async/background.h"
#include "core/keystone/settlementtemplate.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <cstdio>

namespace chancery::ctl {

using namespace Qt::StringLiterals;
using keystone::Settlement;
using Page = keystone::Page<Settlement>;

namespace {

/// Looks again and again and tells what has moved, until it is interrupted or the one settlement is at its end.
class WatchCommand : public QObject
{
public:
    WatchCommand(const SettlementOptions &options, SettlementService &service)
        : m_options(options)
        , m_service(service)
    {
        connect(&m_interrupt, &Interrupt::raised, this, [] { QCoreApplication::exit(AllDone); });
    }

    void look() { m_options.id.isEmpty() ? lookAtPage(0) : lookAtOne(); }

private:
    void lookAtOne()
    {
        m_service.client().readSettlement(m_options.id).then(this, [this](const Result<Settlement> &now) {
            if (!now)
                return again(now.error());
            tell(*now);
            if (keystone::isFinal(now->state))
                return QCoreApplication::exit(AllDone);
            again({});
        });
    }

    void lookAtPage(int offset)
    {
        m_service.client()
            .listSettlements({.limit = keystone::maxPageSize, .offset = offset}, m_options.state)
            .then(this, [this](const Result<Page> &page) {
                if (!page)
                    return again(page.error());
                for (const Settlement &settlement : page->rows) {
                    tell(settlement);
                    m_there.insert(settlement.id);
                }
                if (page->hasMore())
                    return lookAtPage(page->offset + page->limit);
                finishRound();
            });
    }

    /// With a state asked for, what is no longer listed has left it.
    void finishRound()
    {
        for (auto known = m_states.begin(); known != m_states.end();) {
            if (m_there.contains(known.key())) {
                ++known;
                continue;
            }
            tellMove(known.key(), known.value(), {}, {});
            known = m_states.erase(known);
        }
        m_there.clear();
        if (m_isFirst)
            remark(tr("Watching %1 settlements. Ctrl+C ends it.").arg(numberText(m_states.size())));
        again({});
    }

    void tell(const Settlement &settlement)
    {
        const QString before = m_states.value(settlement.id);
        m_states.insert(settlement.id, settlement.state);
        const bool isWanted = !m_isFirst || !m_options.id.isEmpty();
        if (isWanted && before != settlement.state)
            tellMove(settlement.id, before, settlement.state, settlement.raw);
    }

    void tellMove(const QString &id, const QString &from, const QString &to, const json::Value &record) const
    {
        const QString at = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
        if (!m_options.common.json) {
            const auto named = [](const QString &state) { return state.isEmpty() ? u"-"_s : state; };
            print(u"%1  %2  %3 → %4"_s.arg(at, id, named(from), named(to)));
        } else {
            json::Value move = json::Value::object();
            move.set(u"at"_s, at);
            move.set(u"id"_s, id);
            move.set(u"from"_s, from.isEmpty() ? json::Value() : json::Value(from));
            move.set(u"to"_s, to.isEmpty() ? json::Value() : json::Value(to));
            move.set(u"settlement"_s, record);
            printJson(move);
        }
        std::fflush(stdout); // whoever reads a pipe waits for it
    }

    /// What may pass is waited for; what will not, ends it.
    void again(const std::optional<Error> &error)
    {
        if (error) {
            m_there.clear();
            const bool mayPass = error->kind == ErrorKind::Network || error->kind == ErrorKind::Timeout ||
                                 error->kind == ErrorKind::Server || error->kind == ErrorKind::RateLimited;
            if (!mayPass)
                fail(sentence(*error), exitFor(*error));
            remark(sentence(*error));
        } else {
            m_isFirst = false;
        }
        after(m_options.every).then(this, [this](const Result<Nothing> &) { look(); });
    }

    const SettlementOptions m_options;
    SettlementService &m_service;
    Interrupt m_interrupt;
    QHash<QString, QString> m_states;
    QSet<QString> m_there; ///< in this round
    bool m_isFirst = true;
};

} // namespace

int watchSettlements(const SettlementOptions &options)
{
    std::unique_ptr<WatchCommand> command;
    return withSettlements(options.common, [&](SettlementService &service) {
        command = std::make_unique<WatchCommand>(options, service);
        command->look();
    });
}

} // namespace chancery::ctl
