// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/awardrun.h"
#include "mintbench.h"

#include <QFile>
#include <QTest>

#include <functional>

namespace chancery::test {

/// For each test a sandbox of its own, and an operator who runs batches of awards there.
class AwardTest : public QObject
{
protected:
    inline static const QString spring = QStringLiteral("spring");

    void begin()
    {
        m_sandbox = std::make_unique<SandboxUnderTest>();
        QVERIFY(m_sandbox->isRunning());
        m_bench = std::make_unique<MintBench>(*m_sandbox);
        m_bench->manners(R"({"orderMs":0})");
    }
    void end()
    {
        m_bench.reset();
        m_sandbox.reset();
    }

    Result<AwardFile> read(const QByteArray &csv, const QString &batch = spring,
                           const QString &name = QStringLiteral("a.csv"))
    {
        QFile out(m_bench->folder.filePath(name));
        if (!out.open(QIODevice::WriteOnly) || out.write(csv) != csv.size())
            qFatal("no file");
        out.close();
        return readAwardFile({.file = out.fileName(), .batch = batch});
    }
    AwardFile file(const QByteArray &rows, const QString &batch = spring)
    {
        return read("account,amount,reason\n" + rows, batch).value();
    }
    QByteArray row(int account, int points, const char *reason = "test") const
    {
        return m_bench->accounts[account].toUtf8() + ',' + QByteArray::number(points) + ',' + reason + '\n';
    }
    AwardOrder orderOf(const AwardFile &file) const { return {.file = file, .confirmed = file.total().value_or(-1)}; }

    AwardReport run(const AwardOrder &order, const std::function<void(AwardRun &)> &onProgress = {})
    {
        AwardRun run(m_bench->parts());
        std::optional<AwardReport> report;
        connect(&run, &AwardRun::ended, &run, [&](const AwardReport &end) { report = end; });
        if (onProgress)
            connect(&run, &AwardRun::progressed, &run, [&] { onProgress(run); });
        run.start(order);
        if (!QTest::qWaitFor([&] { return report.has_value(); }, 60'000))
            qFatal("the batch did not end");
        return *report;
    }

    std::unique_ptr<SandboxUnderTest> m_sandbox;
    std::unique_ptr<MintBench> m_bench;
};

} // namespace chancery::test
