// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/preview.h"
#include "core/runs/importrun.h"
#include "tests/support/awaited.h"
#include "tests/support/sandboxundertest.h"
#include "tests/support/testcredential.h"

#include <QNetworkAccessManager>
#include <QTemporaryDir>
#include <QTest>

namespace chancery::test {

/// A CSV of `count` models whose numbers begin with `prefix`, header included.
inline QByteArray modelsCsv(int count, const QByteArray &prefix = "M-")
{
    QByteArray text = "sku,name,gtin,material\n";
    for (int i = 0; i < count; ++i) {
        const QByteArray number = QByteArray::number(i).rightJustified(6, '0');
        text += prefix + number + ",Wallet " + number + ",4006381333931,oak\n";
    }
    return text;
}

inline void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

/// Everything an import run needs, over any network manager and base address.
class RunBench
{
public:
    RunBench(QNetworkAccessManager &network, const QUrl &base, const QString &application, const QByteArray &key)
        : credential(key)
        , http({network, credential, log}, {.base = base, .guard = Guard(GuardLevel::Normal), .retry = quickRetry()})
        , client(http, {.applicationId = application, .dialect = keyban::Dialect::Flat})
        , ledger(folder.filePath(QStringLiteral("ledger.sqlite")))
    {
        valueOf(ledger.open());
    }
    /// For a service that the test plays itself; nothing listens at the address.
    explicit RunBench(QNetworkAccessManager &network)
        : RunBench(network, QUrl(QStringLiteral("http://127.0.0.1:9/x")), QStringLiteral("app"), "test-key")
    {}

    static RetryPolicy quickRetry()
    {
        RetryPolicy policy;
        policy.base = std::chrono::milliseconds(4);
        policy.ceiling = std::chrono::milliseconds(20);
        policy.rateLimitDefault = std::chrono::milliseconds(5);
        policy.retryAfterCeiling = std::chrono::milliseconds(20);
        return policy;
    }

    static ImportPace quickPace(OnTrouble trouble)
    {
        ImportPace pace;
        pace.report.first = std::chrono::milliseconds(5);
        pace.report.longest = std::chrono::milliseconds(40);
        pace.report.stall = std::chrono::milliseconds(3'000);
        pace.report.silence = std::chrono::milliseconds(100);
        pace.trouble = trouble;
        return pace;
    }

    ImportOrder order(const QByteArray &csv, keyban::Dialect dialect = keyban::Dialect::Flat)
    {
        const QString path = folder.filePath(QStringLiteral("catalogue%1.csv").arg(++m_files));
        write(path, csv);
        return orderFor(path, dialect);
    }

    ImportOrder orderFor(const QString &path, keyban::Dialect dialect = keyban::Dialect::Flat)
    {
        ImportOrder order;
        order.spec.file = path;
        order.spec.mapping = catalogue::autoMap(catalogue::preview(path, {}, 1).value().headers);
        order.spec.mapping.dialect = dialect;
        order.report = catalogue::check(order.spec).value();
        order.profileName = QStringLiteral("Test");
        return order;
    }

    QTemporaryDir folder;
    TestCredential credential;
    RequestLog log;
    HttpClient http;
    keyban::Client client;
    Ledger ledger;

private:
    int m_files = 0;
};

/// A sandbox that is empty, with the network manager that reaches it.
struct SandboxAndNetwork
{
    /// How many rows it works off in a second; 0: all at once.
    explicit SandboxAndNetwork(int rowsPerSecond)
        : sandbox({QStringLiteral("--seed"), QStringLiteral("empty"), QStringLiteral("--rate"),
                   QString::number(rowsPerSecond)})
    {}
    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
};

/// A bench at a real sandbox of its own.
class SandboxBench : public SandboxAndNetwork, public RunBench
{
public:
    explicit SandboxBench(int rowsPerSecond = 0)
        : SandboxAndNetwork(rowsPerSecond)
        , RunBench(network, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey())
    {}
};

/// Calls `act` whenever the service has taken a chunk.
template <class F>
void whenAccepted(ImportRun &run, F act)
{
    QObject::connect(&run, &ImportRun::noted, &run, [act](const ImportNote &note) {
        if (note.kind == ImportNote::Kind::ChunkAccepted)
            act();
    });
}

/// Watches a run from its first signal to its last.
class RunWatch : public QObject
{
    Q_OBJECT

public:
    explicit RunWatch(ImportRun &run)
    {
        connect(&run, &ImportRun::rowsFailed, this, [this](const QList<RowFailure> &rows) { failed << rows; });
        connect(&run, &ImportRun::rowsUnknown, this, [this](const QList<RowFailure> &rows) { unknown << rows; });
        connect(&run, &ImportRun::noted, this, [this](const ImportNote &note) { notes << note; });
        connect(&run, &ImportRun::progressed, this, [this](const ImportProgress &progress) {
            const ImportCounts &c = progress.counts;
            adds = adds && c.waiting() >= 0 && c.notSent() >= 0 &&
                   c.rows == c.leftOut + c.unchanged + c.completed + c.failed + c.unknown + c.waiting() + c.notSent();
            if (settled.isEmpty() || settled.last() != c.settled())
                settled << c.settled();
        });
        connect(&run, &ImportRun::finished, this, [this](const ImportSummary &s) { summary = s; });
    }

    bool wasNoted(ImportNote::Kind kind) const
    {
        return std::any_of(notes.begin(), notes.end(), [kind](const ImportNote &note) { return note.kind == kind; });
    }

    QList<RowFailure> failed;
    QList<RowFailure> unknown;
    QList<ImportNote> notes;
    QList<qint64> settled; ///< each value that was shown
    bool adds = true;      ///< the counts added up at every moment
    std::optional<ImportSummary> summary;
};

} // namespace chancery::test
