// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cataloguefolder.h"

#include "core/catalogue/cataloguefile.h"
#include "core/catalogue/check.h"
#include "core/catalogue/chunkreader.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace chancery::catalogue::test;
using namespace Qt::StringLiterals;

namespace {

const QString folder = QStringLiteral(CORPUS);

constexpr qsizetype mostRows = 10'000; ///< more than any file here has, but for what unpacks to far too many

QString nameOf(Cause cause)
{
    switch (cause) {
    case Cause::FileEmpty:
        return u"FileEmpty"_s;
    case Cause::FileHeaderOnly:
        return u"FileHeaderOnly"_s;
    case Cause::FileHeaderUnreadable:
        return u"FileHeaderUnreadable"_s;
    case Cause::FileKindUnsupported:
        return u"FileKindUnsupported"_s;
    case Cause::FileOldWorkbook:
        return u"FileOldWorkbook"_s;
    case Cause::FileEncrypted:
        return u"FileEncrypted"_s;
    case Cause::FileCutShort:
        return u"FileCutShort"_s;
    case Cause::FileDamaged:
        return u"FileDamaged"_s;
    case Cause::FileTrailingBytes:
        return u"FileTrailingBytes"_s;
    case Cause::FileUnpacksTooLarge:
        return u"FileUnpacksTooLarge"_s;
    case Cause::SheetUnknown:
        return u"SheetUnknown"_s;
    case Cause::SheetCellTooLarge:
        return u"SheetCellTooLarge"_s;
    case Cause::FileNotPassports:
        return u"FileNotPassports"_s;
    case Cause::JsonUnreadable:
        return u"JsonUnreadable"_s;
    default:
        return u"cause %1"_s.arg(int(cause));
    }
}

FormatChoice choiceOf(const QJsonObject &object)
{
    FormatChoice choice;
    if (object.contains("encoding"_L1))
        choice.encoding = encodingFromName(object["encoding"_L1].toString());
    if (object.contains("separator"_L1))
        choice.separator = object["separator"_L1].toString().at(0).toLatin1();
    if (object.contains("quote"_L1))
        choice.quote = object["quote"_L1] == "none"_L1 ? '\0' : object["quote"_L1].toString().at(0).toLatin1();
    if (object.contains("hasHeader"_L1))
        choice.hasHeader = object["hasHeader"_L1].toBool();
    if (object.contains("sheet"_L1))
        choice.sheet = object["sheet"_L1].toString();
    return choice;
}

QJsonValue shownFormat(const Format &format, const QStringList &headers, const QString &member)
{
    const QHash<FileKind, QString> kinds{
        {FileKind::Csv, u"csv"_s}, {FileKind::Workbook, u"workbook"_s}, {FileKind::JsonArray, u"json"_s}};
    QStringList literal;
    for (const int column : format.jsonColumns)
        literal.append(headers.value(column));
    const QHash<QString, QJsonValue> shown{
        {u"kind"_s, kinds.value(format.kind)},
        {u"isPacked"_s, format.isPacked},
        {u"encoding"_s, encodingName(format.encoding)},
        {u"separator"_s, QString(QChar::fromLatin1(format.separator))},
        {u"quote"_s, format.quote == 0 ? u"none"_s : QString(QChar::fromLatin1(format.quote))},
        {u"hasHeader"_s, format.hasHeader},
        {u"sheet"_s, format.sheet},
        {u"sheets"_s, QJsonArray::fromStringList(format.sheets)},
        {u"jsonColumns"_s, QJsonArray::fromStringList(literal)}};
    return shown.value(member);
}

/// Findings of the shape of the file; those of a passport's content are others' business.
QString shownFinding(const Finding &finding)
{
    return finding.column < 0 ? wireName(finding.code)
                              : QString(wireName(finding.code) + u'@' + QString::number(finding.column));
}

QJsonObject shownRecord(const Record &record)
{
    QJsonObject row{{"line"_L1, record.line}, {"cells"_L1, QJsonArray::fromStringList(record.fields)}};
    QStringList findings;
    for (const Finding &finding : record.findings)
        findings.append(shownFinding(finding));
    if (!findings.isEmpty())
        row.insert("findings"_L1, QJsonArray::fromStringList(findings));
    return row;
}

struct Reading
{
    QStringList headers;
    QJsonArray rows;
    QString error;
};

/// Through the front door of `chanceryctl rows`.
Reading readingOf(const QString &file, const FormatChoice &choice)
{
    Reading reading;
    const auto read = forEachRecord(file, choice, [&](const QStringList &headers, const Record &record) {
        reading.headers = headers;
        if (reading.rows.size() < mostRows)
            reading.rows.append(shownRecord(record));
        return true;
    });
    if (!read)
        reading.error = nameOf(read.error().cause);
    else
        reading.headers = *read;
    return reading;
}

QByteArray text(const QJsonArray &rows)
{
    QByteArray lines;
    for (const QJsonValue &row : rows)
        lines += QJsonDocument(row.toObject()).toJson(QJsonDocument::Compact) + '\n';
    return lines;
}

} // namespace

class TestCorpus : public QObject
{
    Q_OBJECT

private:
    static void eachFile()
    {
        QTest::addColumn<QString>("file");
        for (const QString &name : QDir(folder).entryList({u"*.expected.json"_s}, QDir::Files))
            QTest::newRow(qUtf8Printable(name.chopped(14))) << folder + u'/' + name.chopped(14);
    }

    static QJsonObject expectedOf(const QString &file)
    {
        return QJsonDocument::fromJson(contentOf(file + u".expected.json"_s)).object();
    }

private Q_SLOTS:
    void thereAreManyFiles() { QVERIFY(QDir(folder).entryList({u"*.expected.json"_s}).size() >= 160); }

    void isReadAsItShouldBe_data() { eachFile(); }
    void isReadAsItShouldBe()
    {
        QFETCH(QString, file);
        const QJsonObject expected = expectedOf(file);

        const Reading reading = readingOf(file, choiceOf(expected["choice"_L1].toObject()));

        const QString error = expected["error"_L1].toString();
        if (error != u"FileHeaderOnly"_s) // to read no record is no error yet
            QCOMPARE(reading.error, error);
        if (expected.contains("rowCount"_L1) && expected["rowCount"_L1].toInt() >= 0) {
            QCOMPARE(reading.headers.size(), expected["columnCount"_L1].toInt());
            QCOMPARE(reading.rows.size(), expected["rowCount"_L1].toInt());
        }
        if (expected.contains("headers"_L1) && (error.isEmpty() || !reading.rows.isEmpty()))
            QCOMPARE(QJsonArray::fromStringList(reading.headers), expected["headers"_L1].toArray());
        if (expected.contains("rows"_L1))
            QCOMPARE(text(reading.rows), text(expected["rows"_L1].toArray()));
    }

    void isDetectedAsItShouldBe_data() { eachFile(); }
    void isDetectedAsItShouldBe()
    {
        QFETCH(QString, file);
        const QJsonObject expected = expectedOf(file);
        const QJsonObject shape = expected["format"_L1].toObject();

        const auto shown = preview(file, choiceOf(expected["choice"_L1].toObject()));

        for (auto member = shape.begin(); member != shape.end(); ++member) {
            QVERIFY(shown.ok());
            QCOMPARE(shownFormat(shown->format, shown->headers, member.key()), member.value());
        }
    }

    /// Preview, check and run read what chanceryctl prints: the same rows, or the same error.
    void isReadTheSameEverywhere_data() { eachFile(); }
    void isReadTheSameEverywhere()
    {
        QFETCH(QString, file);
        const QJsonObject expected = expectedOf(file);
        const FormatChoice choice = choiceOf(expected["choice"_L1].toObject());
        const Reading reading = readingOf(file, choice);
        const auto opened = CatalogueFile::open(file, choice);
        ImportSpec spec{file, choice, autoMap(opened ? (*opened)->headers() : QStringList())};
        for (ColumnMapping &column : spec.mapping.columns)
            column.target = {};
        if (!spec.mapping.columns.isEmpty())
            spec.mapping.columns.first().target.kind = Target::Kind::ModelNumber;
        spec.mapping.granularity = keyban::Granularity::Model;

        const auto shown = preview(file, choice);
        const auto report = check(spec);

        const QString error = expected["error"_L1].toString();
        if (shown) {
            for (qsizetype i = 0; i < std::min(shown->records.size(), reading.rows.size()); ++i)
                QCOMPARE(shownRecord(shown->records[i]), reading.rows[i].toObject());
        } else {
            QCOMPARE(nameOf(shown.error().cause), error);
        }
        QCOMPARE(report.ok() ? QString() : nameOf(report.error().cause), error);
        if (!report)
            return;
        QCOMPARE(report->rows, reading.rows.size());
        const auto chunks = ChunkReader::open(spec, *report);
        QVERIFY(chunks.ok());
        qint64 sent = 0;
        for (auto chunk = (*chunks)->next(); chunk.ok() && !chunk->isEmpty(); chunk = (*chunks)->next())
            sent += qint64(chunk->rows.size());
        QCOMPARE(sent, report->sendable());
    }
};

QTEST_GUILESS_MAIN(TestCorpus)
#include "tst_corpus.moc"
