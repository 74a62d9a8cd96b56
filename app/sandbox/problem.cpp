// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/problem.h"

#include "app/sandbox/slices.h"

namespace chancery::sandbox {

namespace {

void appendMember(QByteArray &out, QByteArrayView key, const QByteArray &text)
{
    out.append(out.endsWith('{') ? "\"" : ",\"").append(key).append("\":");
    appendText(out, text);
}

} // namespace

QByteArray reasonPhrase(int status)
{
    struct Phrase
    {
        int status;
        const char *words;
    };
    static constexpr Phrase phrases[] = {{200, "OK"},
                                         {201, "Created"},
                                         {202, "Accepted"},
                                         {204, "No Content"},
                                         {400, "Bad Request"},
                                         {401, "Unauthorized"},
                                         {403, "Forbidden"},
                                         {404, "Not Found"},
                                         {405, "Method Not Allowed"},
                                         {408, "Request Timeout"},
                                         {409, "Conflict"},
                                         {413, "Payload Too Large"},
                                         {422, "Unprocessable Entity"},
                                         {429, "Too Many Requests"},
                                         {500, "Internal Server Error"},
                                         {502, "Bad Gateway"},
                                         {503, "Service Unavailable"},
                                         {504, "Gateway Timeout"}};
    for (const Phrase &phrase : phrases) {
        if (phrase.status == status)
            return phrase.words;
    }
    return "Status " + QByteArray::number(status);
}

QByteArray problemBody(const Problem &problem, const QByteArray &path)
{
    QByteArray out("{");
    appendMember(out, "type", "about:blank");
    appendMember(out, "title", reasonPhrase(problem.status));
    out.append(",\"status\":").append(QByteArray::number(problem.status));
    appendMember(out, "detail", problem.detail);
    appendMember(out, "instance", path);
    if (!problem.code.isEmpty())
        appendMember(out, "code", problem.code);
    if (!problem.fields.isEmpty()) {
        out.append(",\"errors\":[");
        for (const FieldProblem &field : problem.fields) {
            out.append(out.endsWith('[') ? "{" : ",{");
            appendMember(out, "field", field.field);
            appendMember(out, "path", field.field);
            appendMember(out, "code", field.code);
            appendMember(out, "message", field.message);
            out.append('}');
        }
        out.append(']');
    }
    return out.append('}');
}

Problem invalidFields(const QList<FieldProblem> &fields)
{
    const QByteArray count = QByteArray::number(fields.size());
    return {422, "VALIDATION_FAILED", count + (fields.size() == 1 ? " field is invalid" : " fields are invalid"),
            fields};
}

} // namespace chancery::sandbox
