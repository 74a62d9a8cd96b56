// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakecatalogue.h"

#include <QDateTime>
#include <QUrlQuery>

#include <algorithm>

namespace chancery::test {

using namespace Qt::StringLiterals;

namespace {

constexpr auto collection = "/v1/dpp/passports"_L1;

const QString firstFilter = u"filters[0][field]"_s;

QMap<QString, QString> itemsOf(const QUrl &url)
{
    QMap<QString, QString> items;
    for (const auto &[key, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded))
        items.insert(key, value);
    return items;
}

ScriptedAnswer problem(int status, const QByteArray &title, const QByteArray &errors = "[]")
{
    return ScriptedAnswer::json(R"({"title":")" + title + R"(","status":)" + QByteArray::number(status) +
                                    R"(,"errors":)" + errors + "}",
                                status);
}

ScriptedAnswer success(const json::Value &value, int status = 200)
{
    return ScriptedAnswer::json(json::write(value), status);
}

void fill(json::Value &row, const QString &key, const json::Value &value)
{
    if (!row.contains(key))
        row.set(key, value);
}

} // namespace

FakeCatalogue::FakeCatalogue(ScriptedNetwork &network)
{
    network.answerWith([this](const SeenRequest &request) { return answer(request); });
}

void FakeCatalogue::add(const char *text)
{
    json::Value row = json::parse(QByteArray(text)).value();
    fill(row, u"id"_s, u"id-%1"_s.arg(m_rows.size() + 1));
    fill(row, u"granularity"_s, u"model"_s);
    fill(row, u"network"_s, u"StarknetSepolia"_s);
    fill(row, u"status"_s, u"draft"_s);
    fill(row, u"name"_s, row[u"modelNumber"]);
    fill(row, u"data"_s, json::Value::object());
    fill(row, u"certifiedPaths"_s, json::Value::array());
    touch(row);
    m_rows.push_back(row);
}

json::Value &FakeCatalogue::row(const QString &id)
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&id](const json::Value &row) { return row[u"id"].toString() == id; });
    Q_ASSERT(found != m_rows.end());
    return *found;
}

void FakeCatalogue::remove(const QString &id)
{
    std::erase_if(m_rows, [&id](const json::Value &row) { return row[u"id"].toString() == id; });
}

void FakeCatalogue::change(const QString &id, const QString &path, const json::Value &value)
{
    row(id).setAt(path, value);
    touch(row(id));
}

void FakeCatalogue::touch(json::Value &row)
{
    const QDateTime start(QDate(2026, 4, 2), QTime(8, 0), Qt::UTC);
    row.set(u"updatedAt"_s, start.addSecs(++m_clock).toString(Qt::ISODate));
    fill(row, u"createdAt"_s, row[u"updatedAt"]);
}

void FakeCatalogue::mishap(const QByteArray &method, const ScriptedAnswer &answer, Acts acts)
{
    m_mishap = Mishap{method, answer, acts};
}

ScriptedAnswer FakeCatalogue::answer(const SeenRequest &request)
{
    if (!m_mishap || m_mishap->method != request.method)
        return act(request);
    const Mishap mishap = *std::exchange(m_mishap, std::nullopt);
    if (mishap.acts == Acts::Yes)
        act(request);
    return mishap.answer;
}

ScriptedAnswer FakeCatalogue::act(const SeenRequest &request)
{
    const QString path = request.url.path();
    const QString id = path.mid(path.lastIndexOf(collection) + collection.size() + 1);
    if (request.method == "GET" && id.isEmpty())
        return list(request.url);
    if (request.method == "POST" && id == u"publish")
        return publish(request.url);
    if (request.method == "POST")
        return create(request.body);
    const bool known = std::any_of(m_rows.begin(), m_rows.end(),
                                   [&id](const json::Value &row) { return row[u"id"].toString() == id; });
    if (!known)
        return problem(404, "Not Found");
    return request.method == "PATCH" ? patch(id, request.body) : success(row(id));
}

QList<int> FakeCatalogue::matching(const QUrl &url) const
{
    const QMap<QString, QString> query = itemsOf(url);
    QList<int> matching;
    for (int i = 0; i < int(m_rows.size()); ++i) {
        bool fits = true;
        for (int f = 0; !ignoresFilters; ++f) {
            const QString prefix = u"filters[%1]"_s.arg(f);
            const QString member = query.value(prefix + u"[field]"_s);
            if (member.isEmpty())
                break;
            const QString value = query.value(prefix + u"[value]"_s);
            fits = fits && m_rows[size_t(i)][member].toText() == value;
        }
        if (fits)
            matching << i;
    }
    return matching;
}

ScriptedAnswer FakeCatalogue::list(const QUrl &url) const
{
    const QMap<QString, QString> query = itemsOf(url);
    if (refusesFilters && query.contains(firstFilter))
        return problem(400, "Bad Request");
    const int page = query.value(u"currentPage"_s).toInt();
    const int size = query.value(u"pageSize"_s).toInt();
    const QList<int> rows = matching(url);
    json::Value data = json::Value::array();
    for (qsizetype i = qsizetype(page - 1) * size; i < qMin(rows.size(), qsizetype(page) * size); ++i)
        data.items().push_back(m_rows[size_t(rows.at(i))]);
    json::Value body = json::Value::object();
    body.set(u"data"_s, data);
    body.set(u"total"_s, json::Value::integer(rows.size()));
    return success(body);
}

ScriptedAnswer FakeCatalogue::create(const QByteArray &body)
{
    const json::Value wanted = json::parse(body).value();
    const bool taken = std::any_of(m_rows.begin(), m_rows.end(), [&wanted](const json::Value &row) {
        return row[u"modelNumber"] == wanted[u"modelNumber"] && row[u"itemNumber"] == wanted[u"itemNumber"];
    });
    if (taken)
        return problem(409, "Conflict");
    add(body.constData());
    return success(m_rows.back(), 201);
}

ScriptedAnswer FakeCatalogue::patch(const QString &id, const QByteArray &body)
{
    const json::Value wanted = json::parse(body).value();
    for (const json::Member &member : wanted.members())
        row(id).set(member.key, member.value);
    touch(row(id));
    return success(row(id));
}

ScriptedAnswer FakeCatalogue::publish(const QUrl &url)
{
    if (!itemsOf(url).contains(firstFilter))
        return problem(400, "Bad Request");
    for (const int i : matching(url)) {
        if (publishes && m_rows[size_t(i)][u"status"].toString() == u"draft") {
            m_rows[size_t(i)].set(u"status"_s, u"published"_s);
            touch(m_rows[size_t(i)]);
        }
    }
    return ScriptedAnswer::json("{}");
}

} // namespace chancery::test
