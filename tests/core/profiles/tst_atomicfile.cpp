// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/atomicfile.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

class TestAtomicFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replacesTheWholeFile();
    void leavesNothingElseBehind();
    void saysWhatItCannotRead();
    void aFullDiskKeepsTheOldFile();

private:
    static void fill(const QString &disk);

    QTemporaryDir m_folder;
};

void TestAtomicFile::replacesTheWholeFile()
{
    const QString path = m_folder.filePath(u"a/b/file"_s);

    QVERIFY(writeAtomically(path, "a long first text").ok());
    QVERIFY(writeAtomically(path, "short").ok());

    QCOMPARE(*readWhole(path), QByteArray("short"));
}

void TestAtomicFile::leavesNothingElseBehind()
{
    const QString folder = m_folder.filePath(u"clean"_s);
    QVERIFY(QDir().mkpath(folder + u"/folder"_s));

    QVERIFY(writeAtomically(folder + u"/file"_s, "text").ok());
    QVERIFY(!writeAtomically(folder + u"/folder"_s, "text").ok());

    QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList({u"file"_s, u"folder"_s}));
}

void TestAtomicFile::saysWhatItCannotRead()
{
    const QString path = m_folder.filePath(u"nothing"_s);

    QCOMPARE(readWhole(path).error(), storageError(Cause::FileNotFound, path));
    QCOMPARE(readWhole(m_folder.path()).error().cause, Cause::FileUnreadable);
}

/// Leaves no free block on a small disk.
void TestAtomicFile::fill(const QString &disk)
{
    QFile filler(disk + u"/filler"_s);
    QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    while (filler.write(QByteArray(4096, 'x')) > 0)
        continue;
}

/// Starts itself on a disk of its own where the system lets an ordinary user mount one.
void TestAtomicFile::aFullDiskKeepsTheOldFile()
{
    if (const QString disk = qEnvironmentVariable("CHANCERY_TEST_DISK"); !disk.isEmpty()) {
        const QString path = disk + u"/file"_s;
        QVERIFY(writeAtomically(path, "old").ok());
        fill(disk);

        const auto written = writeAtomically(path, "new");

        QVERIFY(!written.ok());
        QCOMPARE(written.error().cause, Cause::DiskFull);
        QCOMPARE(*readWhole(path), QByteArray("old"));
        return;
    }
    QProcess child;
    child.setProcessChannelMode(QProcess::MergedChannels);
    const QString onADisk = u"mount -t tmpfs -o size=64k none \"$1\" || exit 77\n"
                            "CHANCERY_TEST_DISK=\"$1\" exec \"$2\" aFullDiskKeepsTheOldFile"_s;
    const QTemporaryDir disk;

    child.start(u"unshare"_s,
                {u"-rm"_s, u"sh"_s, u"-c"_s, onADisk, u"sh"_s, disk.path(), QCoreApplication::applicationFilePath()});
    const bool ran = child.waitForStarted() && child.waitForFinished();

    const QByteArray output = child.readAll();
    if (!ran || child.exitCode() == 77 || output.startsWith("unshare:"))
        qInfo("no disk to fill: %s", output.constData());
    else
        QVERIFY2(child.exitCode() == 0, output.constData());
}

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "tst_atomicfile.moc"
