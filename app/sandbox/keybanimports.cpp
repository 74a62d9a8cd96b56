// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keybanservice.h"

#include "app/sandbox/identifiers.h"
#include "app/sandbox/slices.h"

#include <limits>

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

QByteArray jobId(quint32 number)
{
    return uuidText(uuidOf(number, jobKind));
}

/// A few rows behind the last one done count as being worked on.
constexpr quint32 rowsInWork = 4;

constexpr qint64 cappedAt = 100;

QByteArrayView stateWord(const Job &job, quint32 index)
{
    switch (job.states[index]) {
    case ChildState::Completed:
        return "completed";
    case ChildState::Failed:
        return "failed";
    case ChildState::Waiting:
        break;
    }
    return index < job.done() + rowsInWork ? QByteArrayView("active") : QByteArrayView("waiting");
}

void appendReason(QByteArray &out, const QByteArray &reason, Oddities::RowError form)
{
    switch (form) {
    case Oddities::RowError::Text:
        return appendText(out, reason);
    case Oddities::RowError::Object:
        out.append("{\"code\":\"VALIDATION_FAILED\",\"message\":");
        appendText(out, reason);
        out.append('}');
        return;
    case Oddities::RowError::List:
        out.append('[');
        for (const QByteArray &part : reason.split(';')) {
            if (!out.endsWith('['))
                out.append(',');
            appendText(out, part.trimmed());
        }
        out.append(']');
    }
}

void appendChild(QByteArray &out, const Job &job, quint32 index, Oddities::RowError form)
{
    out.append("{\"id\":\"").append(QByteArray::number(index + 1)).append("\",\"status\":\"");
    out.append(stateWord(job, index)).append("\",\"error\":");
    if (job.states[index] == ChildState::Failed)
        appendReason(out, job.reasons.value(index), form);
    else
        out.append("null");
    out.append(",\"entityData\":").append(job.row(index)).append('}');
}

Problem targetProblem(const Request &request, std::optional<quint16> &application)
{
    const QUuid id = QUuid::fromString(QString::fromUtf8(request.queryValue("applicationId")));
    if (id.isNull())
        return {400, "INVALID_QUERY", "applicationId must be a UUID", {}};
    if (request.queryValue("entityName") != "DppPassport")
        return {400, "INVALID_QUERY", "entityName must be DppPassport", {}};
    application = Catalogue::applicationIndex(id);
    if (!application)
        return {403, "ORG_CROSS_ACCESS_DENIED", "The application is not one of this organization", {}};
    return {};
}

/// Tells of a job's progress until it is over. The report stays the truth (Keyban fact sheet §8).
class JobEvents : public BodySource
{
public:
    JobEvents(const KeybanStore &store, quint32 number)
        : m_store(store)
        , m_number(number)
    {}

    std::optional<QByteArray> next() override
    {
        if (m_isOver)
            return {};
        const Job &job = m_store.jobs().at(m_number);
        m_isOver = job.isFinished();
        if (m_told == job.done() && !m_isOver)
            return QByteArray();
        m_told = job.done();
        return "data: {\"total\":" + QByteArray::number(job.total()) +
               ",\"completed\":" + QByteArray::number(job.completed) + ",\"failed\":" + QByteArray::number(job.failed) +
               "}\n\n";
    }

private:
    const KeybanStore &m_store;
    quint32 m_number;
    quint32 m_told = std::numeric_limits<quint32>::max();
    bool m_isOver = false;
};

} // namespace

QByteArray Oddities::set(const json::Value &wishes)
{
    static const QStringList errorWords = {u"text"_s, u"object"_s, u"list"_s};
    static const QStringList reportWords = {u"plain"_s, u"repeating"_s, u"shrinking"_s, u"reversed"_s, u"capped"_s};
    const qsizetype errorIndex = errorWords.indexOf(wishes[u"rowError"].toString());
    const qsizetype reportIndex = reportWords.indexOf(wishes[u"report"].toString());
    if (wishes.contains(u"rowError") && errorIndex < 0)
        return "rowError must be text, object or list";
    if (wishes.contains(u"report") && reportIndex < 0)
        return "report must be plain, repeating, shrinking, reversed or capped";
    rowError = RowError(std::max<qsizetype>(errorIndex, 0));
    report = Report(std::max<qsizetype>(reportIndex, 0));
    return {};
}

Answer KeybanService::importRoute(const Request &request)
{
    if (request.is("POST", {"v1", "imports"}))
        return submitImport(request);
    if (request.is("GET", {"v1", "imports", "*", "report"}))
        return reportImport(request);
    if (request.is("GET", {"v1", "imports", "*", "status", "sse"}))
        return streamImport(request);
    return Answer::refused({404, {}, "Cannot " + request.method + ' ' + request.path, {}}, request.path);
}

Answer KeybanService::submitImport(const Request &request)
{
    std::optional<quint16> application;
    if (const Problem problem = targetProblem(request, application))
        return Answer::refused(problem, request.path);
    const QByteArrayView rows = trimmedValue(request.body);
    if (!isJson(request.body) || !isArray(rows))
        return Answer::refused({400, "MALFORMED_BODY", "The body must be a JSON array", {}}, request.path);
    if (trimmedValue(rows.sliced(1)) == "]" || skipBlanks(rows, 1) == rows.size() - 1)
        return Answer::refused({400, "MALFORMED_BODY", "The array must not be empty", {}}, request.path);
    const quint32 number = m_store.import(*application, request.body);
    return Answer::json("{\"id\":\"" + jobId(number) + "\",\"status\":\"waiting\",\"total\":" +
                        QByteArray::number(m_store.jobs().at(number).total()) + '}');
}

Answer KeybanService::reportImport(const Request &request)
{
    const auto number = m_store.jobs().find(QUuid::fromString(QString::fromUtf8(request.segments[2])));
    if (!number)
        return Answer::refused({404, {}, "Not Found", {}}, request.path);
    const PageQuery page = pageQuery(request, std::numeric_limits<qint64>::max());
    if (page.problem)
        return Answer::refused(page.problem, request.path);
    const Job &job = m_store.jobs().at(*number);
    qint64 total = job.total();
    if (oddities.report == Oddities::Report::Shrinking && m_looks[*number]++ > 0)
        total -= std::max<qint64>(1, total / 10);
    if (oddities.report == Oddities::Report::Capped)
        total = std::min(total, cappedAt);
    const qint64 begin = page.first(total);
    const bool repeats = oddities.report == Oddities::Report::Repeating && begin > 0;
    QByteArray out("{\"data\":[");
    for (qint64 i = repeats ? begin - 1 : begin; i < page.last(total); ++i) {
        if (!out.endsWith('['))
            out.append(',');
        const bool reversed = oddities.report == Oddities::Report::Reversed;
        appendChild(out, job, quint32(reversed ? total - 1 - i : i), oddities.rowError);
    }
    return Answer::json(out.append("],\"total\":").append(QByteArray::number(total)).append('}'));
}

Answer KeybanService::streamImport(const Request &request)
{
    const auto number = m_store.jobs().find(QUuid::fromString(QString::fromUtf8(request.segments[2])));
    if (!number)
        return Answer::refused({404, {}, "Not Found", {}}, request.path);
    Answer answer;
    answer.type = "text/event-stream";
    answer.stream = std::make_unique<JobEvents>(m_store, *number);
    return answer;
}

} // namespace chancery::sandbox
