// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/awardfile.h"

#include "core/async/errorof.h"
#include "core/catalogue/contenthash.h"
#include "core/catalogue/csvline.h"
#include "core/catalogue/failedrows.h"
#include "core/catalogue/preview.h"
#include "core/catalogue/replacedfile.h"
#include "core/keyban/loyalty.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::Severity;

namespace {

enum Column : quint8 {
    Account,
    Amount,
    Reason,
    Key,
};
constexpr int columnCount = Key + 1;
constexpr QLatin1StringView keyBegin{"chancery-award-"};
constexpr QLatin1StringView exported[] = {"account"_L1, "amount"_L1, "reason"_L1, "key"_L1, "outcome"_L1, "why"_L1};

QString plain(const QString &header)
{
    QString name = header.trimmed().toLower();
    return name.remove(u'_').remove(u' ').remove(u'-');
}

bool isUsualName(Column column, const QString &header)
{
    static const std::array<QStringList, columnCount> names{
        QStringList{u"account"_s, u"accountid"_s, u"loyaltyaccount"_s, u"loyaltyaccountid"_s},
        QStringList{u"amount"_s, u"points"_s}, QStringList{u"reason"_s}, QStringList{u"key"_s}};
    return names[column].contains(plain(header));
}

/// Sizes in front, so that no two lists of texts are one.
void add(QCryptographicHash &hash, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const QByteArray framed = QByteArray::number(bytes.size()) + ':' + bytes;
    hash.addData(framed);
}

bool isKey(const QString &text)
{
    const QStringView digest = QStringView(text).mid(keyBegin.size());
    return text.startsWith(keyBegin) && digest.size() == 64 && std::all_of(digest.begin(), digest.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
           });
}

class Reading
{
public:
    Reading(const AwardFileOrder &order, AwardFile &file)
        : m_order(order)
        , m_file(file)
    {}

    void begin(const QStringList &headers)
    {
        if (m_hasBegun)
            return;
        m_hasBegun = true;
        m_isExport = headers == QStringList(std::begin(exported), std::end(exported));
        find(Account, headers, m_order.columns.account);
        find(Amount, headers, m_order.columns.amount);
        find(Reason, headers, m_order.columns.reason);
        if (m_isExport)
            m_places[Key] = Key;
        m_isBarred = !m_file.findings.isEmpty();
    }

    void take(const catalogue::Record &record)
    {
        ++m_file.rows;
        const auto unreadable = std::find_if(record.findings.begin(), record.findings.end(),
                                             [](const auto &finding) { return finding.severity == Severity::Error; });
        if (m_isBarred)
            return;
        if (unreadable != record.findings.end()) {
            m_file.findings << AwardFinding{
                .line = record.line, .fault = AwardFault::RowUnreadable, .reading = *unreadable};
            return;
        }
        AwardLine line{.line = record.line, .reason = cell(record, Reason)};
        if (line.reason.isEmpty())
            line.reason = m_order.reason.trimmed();
        if (judge(record, line) && giveKey(record, line))
            m_file.lines << line;
    }

private:
    void find(Column column, const QStringList &headers, const QString &wanted)
    {
        QList<int> places;
        for (int place = 0; place < headers.size(); ++place)
            if (wanted.isEmpty() ? isUsualName(column, headers[place]) : headers[place].trimmed() == wanted.trimmed())
                places << place;
        m_places[column] = places.value(0, -1);
        const bool isNeeded = column != Reason || !wanted.isEmpty() || m_order.reason.trimmed().isEmpty();
        const QString name = wanted.isEmpty() ? QString(exported[column]) : wanted;
        if (places.size() > 1)
            m_file.findings << AwardFinding{.line = 1, .column = name, .fault = AwardFault::ColumnTwice};
        else if (places.isEmpty() && isNeeded)
            m_file.findings << AwardFinding{.line = 1, .column = name, .fault = AwardFault::ColumnMissing};
    }

    QString cell(const catalogue::Record &record, Column column) const
    {
        const QString text = m_places[column] < 0 ? QString() : record.fields.value(m_places[column]);
        return (m_isExport ? QString::fromUtf8(catalogue::unneutralised(text.toUtf8())) : text).trimmed();
    }

    /// Whether it can be sent; all that is wrong is told at once.
    bool judge(const catalogue::Record &record, AwardLine &line)
    {
        const qsizetype before = m_file.findings.size();
        const auto account = keyban::judgeAccountId(cell(record, Account));
        if (account)
            line.accountId = *account;
        else
            m_file.findings << AwardFinding{.line = line.line,
                                            .column = u"account"_s,
                                            .fault = AwardFault::AccountUnusable,
                                            .error = account.error()};
        const auto points = keyban::parsePoints(cell(record, Amount));
        if (points)
            line.points = *points;
        else
            m_file.findings << AwardFinding{
                .line = line.line, .column = u"amount"_s, .fault = AwardFault::AmountUnusable, .error = points.error()};
        if (line.reason.isEmpty())
            m_file.findings << AwardFinding{
                .line = line.line, .column = u"reason"_s, .fault = AwardFault::ReasonMissing};
        return m_file.findings.size() == before;
    }

    bool giveKey(const catalogue::Record &record, AwardLine &line)
    {
        QCryptographicHash content(QCryptographicHash::Sha256);
        content.addData("chancery award 1");
        for (const QString &text : {m_file.batch, line.accountId, QString::number(line.points), line.reason})
            add(content, text);
        const QByteArray digest = content.result();
        auto &[copies, firstLine] = m_copies[digest];
        if (++copies == 1)
            firstLine = line.line;
        const QString given = cell(record, Key);
        line.key = given.isEmpty() ? keyOf(digest, copies) : given;
        const bool isUsable = isKey(line.key);
        if (!isUsable || m_keys.contains(line.key)) {
            m_file.findings << AwardFinding{.line = line.line,
                                            .column = u"key"_s,
                                            .fault = isUsable ? AwardFault::KeyTwice : AwardFault::KeyUnusable,
                                            .firstLine = m_keys.value(line.key)};
            return false;
        }
        m_keys.insert(line.key, line.line);
        if (copies > 1)
            m_file.findings << AwardFinding{.line = line.line, .fault = AwardFault::Repeats, .firstLine = firstLine};
        return true;
    }

    static QString keyOf(const QByteArray &content, int copy)
    {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        hash.addData(content);
        hash.addData(QByteArray::number(copy));
        return keyBegin + QString::fromLatin1(hash.result().toHex());
    }

    const AwardFileOrder &m_order;
    AwardFile &m_file;
    std::array<int, columnCount> m_places{-1, -1, -1, -1};
    bool m_hasBegun = false;
    bool m_isExport = false;
    bool m_isBarred = false;
    QHash<QByteArray, QPair<int, qint64>> m_copies; ///< how many have this content, and the line of the first
    QHash<QString, qint64> m_keys;
};

void appendLine(catalogue::ReplacedFile &out, const QStringList &cells)
{
    catalogue::ByteBuffer line;
    for (qsizetype place = 0; place < cells.size(); ++place) {
        if (place > 0)
            line.append(",");
        const QByteArray text = catalogue::neutralised(cells[place].toUtf8());
        catalogue::appendCsvCell(line, {text.constData(), std::size_t(text.size())});
    }
    const std::string_view bytes = line.view();
    out.write(QByteArray(bytes.data(), qsizetype(bytes.size())) + "\r\n");
}

} // namespace

QLatin1StringView wireName(AwardFault fault)
{
    static constexpr QLatin1StringView names[] = {"columnMissing"_L1,   "columnTwice"_L1,    "rowUnreadable"_L1,
                                                  "accountUnusable"_L1, "amountUnusable"_L1, "reasonMissing"_L1,
                                                  "keyTwice"_L1,        "keyUnusable"_L1,    "repeats"_L1};
    static_assert(std::size(names) == size_t(AwardFault::Repeats) + 1);
    return names[size_t(fault)];
}

Severity severityOf(AwardFault fault)
{
    return fault == AwardFault::Repeats ? Severity::Warning : Severity::Error;
}

bool isOfFile(AwardFault fault)
{
    return fault <= AwardFault::ColumnTwice;
}

bool AwardFile::isSendable() const
{
    return !lines.isEmpty() && total().has_value();
}

qint64 AwardFile::errors() const
{
    return std::count_if(findings.begin(), findings.end(),
                         [](const AwardFinding &finding) { return severityOf(finding.fault) == Severity::Error; });
}

qint64 AwardFile::warnings() const
{
    return findings.size() - errors();
}

std::optional<qint64> AwardFile::total() const
{
    qint64 total = 0;
    for (const AwardLine &line : lines) {
        if (line.points > keyban::maxPoints - total)
            return std::nullopt;
        total += line.points;
    }
    return total;
}

Result<AwardFile> readAwardFile(const AwardFileOrder &order, const std::stop_token &stop)
{
    AwardFile file{.path = order.file, .batch = order.batch.trimmed()};
    if (file.batch.isEmpty())
        return errorOf(ErrorKind::Input, Cause::SettingMissing, u"batch"_s);
    Reading reading(order, file);
    const auto headers =
        catalogue::forEachRecord(order.file, order.format, [&](const QStringList &names, const auto &record) {
            reading.begin(names);
            reading.take(record);
            return !stop.stop_requested();
        });
    if (!headers)
        return headers.error();
    if (stop.stop_requested())
        return errorOf(ErrorKind::Cancelled, Cause::Cancelled, order.file);
    if (file.rows == 0)
        return errorOf(ErrorKind::Input, Cause::FileHeaderOnly, order.file);
    auto digest = catalogue::sha256OfFile(order.file);
    if (!digest)
        return digest.error();
    file.sha256 = *std::move(digest);
    return file;
}

Result<qint64> exportAwards(const AwardFile &file, const QList<AwardRemainder> &remainders, const QString &outFile)
{
    catalogue::ReplacedFile out(outFile, file.path);
    if (const auto done = out.open(); !done)
        return done.error();
    out.write("\xEF\xBB\xBF");
    appendLine(out, QStringList(std::begin(exported), std::end(exported)));
    for (const AwardRemainder &remainder : remainders)
        appendLine(out, {remainder.line.accountId, QString::number(remainder.line.points), remainder.line.reason,
                         remainder.line.key, remainder.outcome, remainder.reason});
    if (const auto done = out.commit(); !done)
        return done.error();
    return remainders.size();
}

} // namespace chancery
