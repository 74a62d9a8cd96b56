// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/output.h"

#include "ui/words/errortext.h"
#include "ui/words/findinggrouptext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownFindings = 100;
constexpr qint64 plainEveryMs = 5'000;
constexpr qint64 redrawEveryMs = 100;

} // namespace

QString sentence(const Error &error)
{
    const ErrorText text = describe(error);
    QStringList lines{text.remedy.isEmpty() ? text.headline : QString(text.headline + u' ' + text.remedy)};
    if (error.approval)
        lines += approvalLines(*error.approval);
    return lines.join(u'\n');
}

Exit exitFor(const Error &error)
{
    const Cause ofTheRun[] = {Cause::RunUnknown, Cause::RunNotRunning, Cause::RunTaken, Cause::RunElsewhere};
    if (std::find(std::begin(ofTheRun), std::end(ofTheRun), error.cause) != std::end(ofTheRun))
        return BadUsage;
    switch (error.kind) {
    case ErrorKind::Input:
    case ErrorKind::Invalid:
    case ErrorKind::Storage:
        return BadUsage;
    case ErrorKind::ApprovalNeeded:
        return Denied;
    case ErrorKind::Cancelled:
        return Interrupted;
    default:
        return Unreachable;
    }
}

void refuse(const Error &error)
{
    fail(sentence(error), exitFor(error));
}

QString numberText(qint64 value)
{
    return QLocale().toString(value);
}

void remark(const QString &sentence)
{
    std::fprintf(stderr, "%s\n", qUtf8Printable(sentence));
}

void print(const QString &line)
{
    std::fprintf(stdout, "%s\n", qUtf8Printable(line));
}

void printJson(const json::Value &value)
{
    print(QString::fromUtf8(json::write(value)));
}

ProgressLine::ProgressLine()
    : m_isTerminal(isatty(STDERR_FILENO) == 1)
{
    m_sinceLast.start();
}

ProgressLine::~ProgressLine()
{
    clear();
}

void ProgressLine::show(const QString &text, double fraction)
{
    if (m_shown && !m_sinceLast.hasExpired(m_isTerminal ? redrawEveryMs : plainEveryMs))
        return;
    m_shown = true;
    m_sinceLast.restart();
    if (!m_isTerminal) {
        remark(text);
        return;
    }
    constexpr int width = 28;
    const int filled = std::clamp(int(fraction * width), 0, width);
    const QString bar = QString(filled, u'━') + QString(width - filled, u'─');
    std::fprintf(stderr, "\r\033[K%s %s", qUtf8Printable(bar), qUtf8Printable(text));
    std::fflush(stderr);
}

void ProgressLine::clear()
{
    if (m_isTerminal && m_shown)
        std::fputs("\r\033[K", stderr);
    m_shown = false;
}

json::Value findingsJson(const QList<catalogue::Finding> &findings)
{
    json::Value::Array items;
    items.reserve(size_t(findings.size()));
    for (const catalogue::Finding &finding : findings) {
        json::Value item = json::Value::object();
        item.set(u"line"_s, json::Value::integer(finding.line));
        item.set(u"column"_s, finding.column < 0 ? json::Value() : json::Value(finding.columnName));
        item.set(u"severity"_s, catalogue::wireName(finding.severity));
        item.set(u"code"_s, catalogue::wireName(finding.code));
        item.set(u"message"_s, describe(finding).message);
        items.push_back(std::move(item));
    }
    return items;
}

json::Value rowsJson(const QList<RowFailure> &rows)
{
    json::Value::Array items;
    items.reserve(size_t(rows.size()));
    for (const RowFailure &row : rows) {
        json::Value item = json::Value::object();
        item.set(u"line"_s, json::Value::integer(row.line));
        item.set(u"key"_s, keyText(row.key));
        item.set(u"reason"_s, row.reason);
        items.push_back(std::move(item));
    }
    return items;
}

void refuseUnusable(const catalogue::Mapping &mapping)
{
    const QList<catalogue::MappingProblem> problems = catalogue::problems(mapping);
    if (catalogue::isUsable(problems))
        return;
    QStringList sentences;
    for (const catalogue::MappingProblem &problem : problems) {
        const FindingText text = describe(problem, mapping);
        sentences << QString(text.message + u' ' + text.remedy);
    }
    fail(sentences.join(u'\n'));
}

json::Value reportJson(const catalogue::CheckReport &report)
{
    json::Value object = json::Value::object();
    object.set(u"file"_s, report.file);
    object.set(u"sha256"_s, QString::fromLatin1(report.sha256));
    object.set(u"rows"_s, json::Value::integer(report.rows));
    object.set(u"leftOut"_s, json::Value::integer(report.leftOut));
    return object;
}

QString findingLine(const catalogue::Finding &finding)
{
    const QString severity = finding.severity == catalogue::Severity::Error ? tr("error") : tr("warning");
    const QString place = finding.column < 0 ? tr("line %1").arg(finding.line)
                                             : tr("line %1, column %2").arg(finding.line).arg(finding.columnName);
    return u"%1: %2: %3"_s.arg(place, severity, describe(finding).message);
}

QString pauseText(const RetryWait &wait)
{
    const qint64 seconds = QDateTime::currentDateTimeUtc().secsTo(wait.until);
    return tr("The service asks for a pause of %1 s.").arg(std::max<qint64>(seconds, 1));
}

QString groupLine(const catalogue::FindingGroup &group)
{
    if (group.rows == 1)
        return findingLine(group.first);
    const QString severity = group.first.severity == catalogue::Severity::Error ? tr("error") : tr("warning");
    const QString place = group.first.column < 0
                              ? tr("lines %1").arg(linesText(group))
                              : tr("lines %1, column %2").arg(linesText(group), group.first.columnName);
    return tr("%1 (%2 rows): %3: %4").arg(place, QLocale().toString(group.rows), severity, describe(group).message);
}

void printFindings(const catalogue::CheckReport &report)
{
    qint64 more = report.findingCount();
    for (const catalogue::FindingGroup &group : report.groups.mid(0, shownFindings)) {
        remark(groupLine(group));
        more -= group.rows;
    }
    if (more > 0)
        remark(tr("… and %1 more findings.").arg(QLocale().toString(more)));
}

} // namespace chancery::ctl
