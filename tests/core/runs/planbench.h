// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/mirror.h"
#include "core/runs/planoutcome.h"
#include "tests/core/runs/runbench.h"

namespace chancery::test {

/// Everything that planning an import and holding it against its outcome needs, at a real sandbox.
class PlanBench : public RunBench
{
public:
    PlanBench(QNetworkAccessManager &network, SandboxUnderTest &sandbox, keyban::Dialect spoken)
        : RunBench(network, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey())
        , dialect(spoken)
        , mirror({folder.filePath(QStringLiteral("mirror.sqlite")), sandbox.keyban().toString(),
                  sandbox.applicationId(), spoken})
        , m_sandbox(sandbox)
    {
        client.setSettings({.applicationId = sandbox.applicationId(), .dialect = spoken});
        [this] { QVERIFY(awaited(mirror.open()).ok()); }();
    }

    /// Puts rows into the sandbox as an import does; `rows` is a JSON array.
    void give(const QByteArray &rows)
    {
        if (rows != "[]")
            QVERIFY(awaited(client.submitImport(rows)).ok());
    }

    /// A whole pass of the mirror over the service.
    void sync()
    {
        QVERIFY(awaited(mirror.beginPass()).ok());
        for (int page = 1;; ++page) {
            const auto passports = awaited(client.listPassports({}, page));
            QVERIFY(passports && awaited(mirror.put(passports->rows)).ok());
            if (page * keyban::maxPageSize >= passports->total)
                break;
        }
        QVERIFY(awaited(mirror.endPass(MirrorUnseen::Drop)).ok());
    }

    PlanRequest request(const ImportOrder &order) const
    {
        return {.spec = order.spec,
                .report = order.report,
                .target = {.service = QStringLiteral("http://sandbox"),
                           .application = m_sandbox.applicationId(),
                           .dialect = dialect,
                           .network = {},
                           .guard = GuardLevel::Normal},
                .mirrorPath = mirror.place().path,
                .mirror = mirror.state()};
    }
    Result<SharedPlan> plan(const ImportOrder &order) { return awaited(planImport(request(order))); }

    struct Ran
    {
        ImportSummary summary;
        QList<RowFailure> failed;
        QList<RowFailure> unknown;
        QString id;
    };
    Ran run(const ImportOrder &order)
    {
        ImportRun run(client, ledger, order, quickPace(OnTrouble::GiveUp));
        RunWatch watch(run);
        run.start();
        [&watch] { QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 30'000); }();
        return {watch.summary.value_or(ImportSummary()), watch.failed, watch.unknown, run.id()};
    }

    Result<PlanOutcome> outcome(const SharedPlan &plan, const Ran &ran)
    {
        sync();
        return outcomeOf({.plan = plan,
                          .failed = ran.failed,
                          .unknown = ran.unknown,
                          .chunks = awaited(ledger.chunks(ran.id)).value(),
                          .mirrorPath = mirror.place().path,
                          .mirror = mirror.state()});
    }

    const keyban::Dialect dialect;
    Mirror mirror;

private:
    SandboxUnderTest &m_sandbox;
};

/// Members of one that is published with everything certified.
inline constexpr const char *published = R"("status":"published","data":{"colour":"red","size":"4"})";

/// A create body in a dialect's shape, published when it is wanted: `members` is the rest of the object.
inline QByteArray body(keyban::Dialect dialect, const QByteArray &number, const QByteArray &name,
                       const QByteArray &members = {})
{
    const QByteArray rest = members.isEmpty() ? QByteArray() : ',' + members;
    if (dialect == keyban::Dialect::Flat)
        return R"({"granularity":"model","network":"StarknetSepolia","modelNumber":")" + number + R"(","name":")" +
               name + '"' + rest + '}';
    return R"({"network":"BaseSepolia","product":{"idGranularity":"item","itemNumber":")" + number + R"(","name":")" +
           name + "\"}" + rest + '}';
}

/// How many passports wait for a certificate: those that were certified anew, once all others are settled.
inline qint64 pending(PlanBench &bench)
{
    const auto page = awaited(bench.mirror.page({.certification = QStringLiteral("pending")}, 0, 1000));
    return page ? page->total : -1;
}

/// "2 create, 1 update": the classes that a plan has, in a fixed order.
inline QString countsOf(const ImportPlan &plan)
{
    QStringList parts;
    for (int i = 0; i < catalogue::planClassCount; ++i) {
        const auto planClass = catalogue::PlanClass(i);
        if (plan.count(planClass) > 0)
            parts << QStringLiteral("%1 %2").arg(plan.count(planClass)).arg(catalogue::wireName(planClass));
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace chancery::test
