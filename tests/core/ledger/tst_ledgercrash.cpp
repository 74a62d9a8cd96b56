// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "samples.h"

#include <QDir>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <csignal>
#include <cstdio>

#ifdef Q_OS_LINUX
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#endif

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int rowsAChunk = 10;
constexpr qint64 rowsOfTheRun = 100'010; // with those that samples.h leaves out

void say(const QByteArray &line)
{
    std::fputs(line.constData(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

/// The program under test: sends nothing, but keeps the ledger an import would, and says what it was told is on the
/// disk.
class Writer : public QObject
{
public:
    Writer(const QString &path, QString run)
        : m_ledger(path)
        , m_run(std::move(run))
    {
        m_ledger.open().then(this, [this](const Result<Nothing> &opened) {
            if (!opened)
                return leave(opened.error());
            m_ledger.beginRun(sampleRun(m_run, rowsOfTheRun)).then(this, [this](const Result<Nothing> &begun) {
                if (!begun)
                    return leave(begun.error());
                say("begun");
                next();
            });
        });
    }

private:
    void next()
    {
        m_ledger.intend(sampleIntent(m_run, m_chunk, rowsAChunk)).then(this, [this](const Result<Nothing> &intended) {
            if (!intended)
                return leave(intended.error());
            say("intended " + QByteArray::number(m_chunk));
            settle();
        });
    }

    void settle()
    {
        const RowRecord failed = failedRow(sampleIntent(m_run, m_chunk, rowsAChunk).firstLine);
        m_ledger.accepted(m_run, m_chunk, u"job-%1"_s.arg(m_chunk)).then(this, [](const auto &) {});
        m_ledger.settle(m_run, m_chunk, {.completed = 9, .failed = 1, .rows = {failed}})
            .then(this, [this](const Result<Nothing> &settled) {
                if (!settled)
                    return leave(settled.error());
                say("settled " + QByteArray::number(m_chunk));
                ++m_chunk;
                next();
            });
    }

    void leave(const Error &error)
    {
        say("error " + QByteArray::number(int(error.cause)) + ' ' + error.detail.toUtf8().replace('\n', ' '));
        m_ledger.chunks(m_run).then(this, [](const Result<QList<ChunkRecord>> &chunks) {
            say("kept " + (chunks ? QByteArray::number(chunks->size()) : QByteArray("nothing")));
            QCoreApplication::quit();
        });
    }

    Ledger m_ledger;
    const QString m_run;
    int m_chunk = 0;
};

#ifdef Q_OS_LINUX
/// Puts a small file system over this one, for this process alone: it is gone with it. Of all mount points this is the
/// one that a chroot has too.
constexpr const char *smallDisk = "/dev/shm";

bool mountSmallDisk()
{
    const bool apart = unshare(CLONE_NEWNS) == 0 || unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0;
    return apart && mount("none", smallDisk, nullptr, MS_PRIVATE, nullptr) == 0 &&
           mount("tmpfs", smallDisk, "tmpfs", 0, "size=768k") == 0;
}

void limitFileSize()
{
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{.rlim_cur = 640 * 1024, .rlim_max = 640 * 1024};
    setrlimit(RLIMIT_FSIZE, &limit);
}
#endif

int runAsWriter(const QStringList &arguments)
{
    const QString &mode = arguments.at(1);
    QString folder = arguments.at(2);
#ifdef Q_OS_LINUX
    if (mode == u"--small-disk"_s) {
        folder = QString::fromLatin1(smallDisk);
        if (!mountSmallDisk()) {
            say("unable");
            return 0;
        }
    }
    if (mode == u"--small-file"_s)
        limitFileSize();
#endif
    Writer writer(QDir(folder).filePath(u"ledger.sqlite"_s), arguments.at(3));
    return QCoreApplication::exec();
}

/// What the writer said, line by line.
struct Said
{
    QList<int> intended;
    QList<int> settled;
    int error = -1;
    int kept = -1;
    bool begun = false;
    bool unable = false;
};

Said understood(const QByteArray &output)
{
    Said said;
    const QList<QByteArray> lines = output.left(output.lastIndexOf('\n') + 1).split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> words = line.split(' ');
        const int number = words.value(1).toInt();
        said.begun = said.begun || words.first() == "begun";
        said.unable = said.unable || words.first() == "unable";
        if (words.first() == "intended")
            said.intended << number;
        else if (words.first() == "settled")
            said.settled << number;
        else if (words.first() == "error")
            said.error = number;
        else if (words.first() == "kept")
            said.kept = number;
    }
    return said;
}

} // namespace

/// What is left in the ledger when its process dies or its disk is full.
class TestLedgerCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whatWasAcknowledgedSurvivesAKill_data();
    void whatWasAcknowledgedSurvivesAKill();
    void aRunOfALivingProcessIsLeftAlone();
    void aRunOfAnotherLedgerInThisProcessIsLeftAlone();
    void aRunLeftByAProcessThatClosedItsLedgerIsInterrupted();
    void intendedAndNeverSettledIsUnknown();
    void locksOfTheDeadAreCleared();
    void onAFullDiskNoIntentIsAcknowledgedThatIsNotKept();
    void aWriteErrorIsNoAcknowledgement();

private:
    void start(const QString &mode, const QString &run);
    /// Lets the writer go on until it has said `lines` lines, then kills it; all that it said.
    Said killAfter(int lines);
    QString path() const { return folder->filePath(u"ledger.sqlite"_s); }
    QStringList locks() const { return QDir(folder->path()).entryList({u"*.lock"_s}, QDir::Files | QDir::Hidden); }

    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<QProcess> writer;
};

void TestLedgerCrash::init()
{
    folder = std::make_unique<QTemporaryDir>();
}

void TestLedgerCrash::cleanup()
{
    if (writer && writer->state() != QProcess::NotRunning) {
        writer->kill();
        writer->waitForFinished();
    }
    writer.reset();
    folder.reset();
}

void TestLedgerCrash::start(const QString &mode, const QString &run)
{
    writer = std::make_unique<QProcess>();
    writer->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    writer->start(QCoreApplication::applicationFilePath(), {mode, folder->path(), run});
    QVERIFY(writer->waitForStarted());
}

Said TestLedgerCrash::killAfter(int lines)
{
    QByteArray output;
    while (output.count('\n') < lines && writer->waitForReadyRead(30'000))
        output += writer->readAllStandardOutput();
    writer->kill();
    writer->waitForFinished();
    return understood(output + writer->readAllStandardOutput());
}

void TestLedgerCrash::whatWasAcknowledgedSurvivesAKill_data()
{
    QTest::addColumn<int>("lines");
    QRandomGenerator random(20260402);
    for (int round = 0; round < 20; ++round)
        QTest::addRow("round %d", round) << random.bounded(1, 80);
}

void TestLedgerCrash::whatWasAcknowledgedSurvivesAKill()
{
    QFETCH(int, lines);
    start(u"--writer"_s, u"r"_s);

    const Said said = killAfter(lines);

    QVERIFY(said.begun);
    Ledger ledger(path());
    QVERIFY(awaited(ledger.open()));
    const auto chunks = awaited(ledger.chunks(u"r"_s));
    const auto run = awaited(ledger.run(u"r"_s));
    const auto rows = awaited(ledger.rows(u"r"_s, {}));
    QVERIFY(chunks->size() >= said.intended.size());
    qint64 settled = 0;
    for (int number = 0; number < chunks->size(); ++number) {
        const ChunkRecord &chunk = chunks->at(number);
        QCOMPARE(chunk.intent, sampleIntent(u"r"_s, number, rowsAChunk));
        QVERIFY(chunk.settled || !said.settled.contains(number));
        QVERIFY(!chunk.settled || chunk.jobs == QStringList{u"job-%1"_s.arg(number)});
        settled += chunk.settled ? 1 : 0;
    }
    QCOMPARE(run->state, runstate::interrupted);
    QCOMPARE(run->completed, settled * 9);
    QCOMPARE(run->failed, settled);
    QCOMPARE(rows->size(), settled);
    QCOMPARE(run->unknown, (chunks->size() - settled) * rowsAChunk);
    QCOMPARE(run->leftOut + run->unchanged + run->completed + run->failed + run->unknown + run->notSent, run->rows);
}

void TestLedgerCrash::aRunOfALivingProcessIsLeftAlone()
{
    start(u"--writer"_s, u"r"_s);
    QVERIFY(writer->waitForReadyRead(30'000));
    Ledger ledger(path());
    QVERIFY(awaited(ledger.open()));
    const auto alive = awaited(ledger.run(u"r"_s));

    const Said said = killAfter(20);
    Ledger later(path());
    QVERIFY(awaited(later.open()));
    const auto dead = awaited(later.run(u"r"_s));

    QCOMPARE(alive->state, runstate::running);
    QCOMPARE(said.error, -1);
    QCOMPARE(dead->state, runstate::interrupted);
    QVERIFY(dead->finished.isValid());
}

void TestLedgerCrash::aRunOfAnotherLedgerInThisProcessIsLeftAlone()
{
    Ledger first(path());
    QVERIFY(awaited(first.open()));
    QVERIFY(awaited(first.beginRun(sampleRun(u"r"_s))));

    Ledger second(path());
    QVERIFY(awaited(second.open()));

    QCOMPARE(awaited(second.run(u"r"_s))->state, runstate::running);
    QVERIFY(awaited(first.intend(sampleIntent(u"r"_s, 0))));
}

void TestLedgerCrash::aRunLeftByAProcessThatClosedItsLedgerIsInterrupted()
{
    {
        Ledger first(path());
        QVERIFY(awaited(first.open()));
        QVERIFY(awaited(first.beginRun(sampleRun(u"r"_s))));
        QVERIFY(awaited(first.beginRun(sampleRun(u"ended"_s))));
        QVERIFY(awaited(first.finish(u"ended"_s, {})));
    }

    Ledger second(path());
    QVERIFY(awaited(second.open()));

    QCOMPARE(awaited(second.run(u"r"_s))->state, runstate::interrupted);
    QCOMPARE(awaited(second.run(u"ended"_s))->state, runstate::finished);
    QCOMPARE(awaited(second.intend(sampleIntent(u"r"_s, 0))).error().cause, Cause::RunNotRunning);
}

void TestLedgerCrash::intendedAndNeverSettledIsUnknown()
{
    {
        Ledger first(path());
        QVERIFY(awaited(first.open()));
        QVERIFY(awaited(first.beginRun(sampleRun(u"r"_s, 1000))));
        for (int chunk = 0; chunk < 3; ++chunk)
            QVERIFY(awaited(first.intend(sampleIntent(u"r"_s, chunk, 100))));
        QVERIFY(awaited(first.settle(u"r"_s, 0, {.completed = 90, .failed = 4, .unknown = 1, .notSent = 5})));
    }

    Ledger second(path());
    QVERIFY(awaited(second.open()));

    const auto run = awaited(second.run(u"r"_s));
    QCOMPARE(run->completed, 90);
    QCOMPARE(run->failed, 4);
    QCOMPARE(run->unknown, 201);
    QCOMPARE(run->notSent, 1000 - 8 - 2 - 90 - 4 - 201);
}

void TestLedgerCrash::locksOfTheDeadAreCleared()
{
    start(u"--writer"_s, u"r"_s);
    killAfter(3);
    QCOMPARE(locks().size(), 1);

    {
        Ledger ledger(path());
        QVERIFY(awaited(ledger.open()));
        QCOMPARE(locks().size(), 1);
    }

    QCOMPARE(locks(), QStringList());
}

void TestLedgerCrash::onAFullDiskNoIntentIsAcknowledgedThatIsNotKept()
{
    start(u"--small-disk"_s, u"r"_s);
    QVERIFY(writer->waitForFinished(60'000));

    const Said said = understood(writer->readAllStandardOutput());

    if (said.unable) {
        qInfo("No process may mount a disk of its own here; tst_ledgerfile proves the same with SQLite's own limit.");
        return;
    }
    QVERIFY(said.intended.size() > 5);
    QCOMPARE(said.error, int(Cause::DiskFull));
    QCOMPARE(said.kept, said.intended.size());
}

void TestLedgerCrash::aWriteErrorIsNoAcknowledgement()
{
    start(u"--small-file"_s, u"r"_s);
    QVERIFY(writer->waitForFinished(60'000));

    const Said said = understood(writer->readAllStandardOutput());

    QVERIFY(said.intended.size() > 5);
    QCOMPARE(said.error, int(Cause::NotWritable));
    QCOMPARE(said.kept, said.intended.size());
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() == 4 && arguments.at(1).startsWith(u"--"_s))
        return runAsWriter(arguments);
    TestLedgerCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_ledgercrash.moc"
