// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/problem.h"

#include <QTest>

using namespace chancery;
using namespace Qt::Literals::StringLiterals;

class TestProblem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryForm_data();
    void readsEveryForm();
    void aStatusBecomesAKind_data();
    void aStatusBecomesAKind();
    void theStatusOfTheAnswerWinsOverTheOneInTheBody();
    void aLongTextIsCut();
    void aHostileBodyIsSurvived_data();
    void aHostileBodyIsSurvived();
};

void TestProblem::readsEveryForm_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("expected"); // title | detail | code | path/code/message …
    const auto row = [](const char *name, const char *body, const char *expected,
                        const char *type = "application/json") {
        QTest::newRow(name) << QByteArray(body) << QByteArray(type) << QString::fromUtf8(expected);
    };
    row("RFC 9457 with fields",
        R"({"type":"about:blank","title":"Unprocessable Entity","status":422,"detail":"1 field is invalid",
            "code":"VALIDATION_FAILED","errors":[{"field":"product.name","path":"other","code":"required",
            "message":"must not be empty"}]})",
        "Unprocessable Entity|1 field is invalid|VALIDATION_FAILED|product.name/required/must not be empty",
        "application/problem+json");
    row("path and code only", R"({"title":"T","errors":[{"path":"a.b","code":"too_long"}]})",
        "T|||a.b/too_long/too_long");
    row("errors null", R"({"title":"T","errors":null})", "T||");
    row("errors empty", R"({"title":"T","errors":[]})", "T||");
    row("errors as texts", R"({"title":"T","errors":["one","two"]})", "T|||//one|//two");
    row("errors by field", R"({"title":"T","errors":{"name":["a","b"],"sku":"c"}})", "T|||name//a|name//b|sku//c");
    row("errors nested by field", R"({"errors":{"name":{"code":"x","message":"bad"}}})", "Reason|||name/x/bad");
    row("steps as path", R"({"errors":[{"path":["items",0,"name"],"message":"m"}]})", "Reason|||items.0.name//m");
    row("FastAPI", R"({"detail":[{"loc":["body","legs",0,"quantity"],"msg":"must be above 0","type":"greater_than"}]})",
        "Reason|||legs.0.quantity/greater_than/must be above 0");
    row("FastAPI text", R"({"detail":"Settlement is not awaiting a decision"})",
        "Reason|Settlement is not awaiting a decision|");
    row("title equals detail", R"({"title":"Not Found","detail":"Not Found"})", "Not Found||");
    row("NestJS text", R"({"statusCode":403,"message":"Forbidden resource","error":"Forbidden"})",
        "Forbidden|Forbidden resource|");
    row("NestJS list",
        R"({"statusCode":400,"message":["name must be a string","sku is required"],"error":"Bad Request"})",
        "Bad Request|||//name must be a string|//sku is required");
    row("NestJS list with title", R"({"title":"T","detail":"D","message":["m"]})", "T|D||//m");
    row("class-validator", R"({"message":[{"property":"name","constraints":{"isString":"must be text"}}]})",
        "Reason|||name//must be text");
    row("OAuth", R"({"error":"invalid_client","error_description":"unknown client"})",
        "Reason|unknown client|invalid_client");
    row("error object", R"({"error":{"code":"E1","message":"bad","errors":[{"field":"f","message":"m"}]}})",
        "Reason|bad|E1|f//m");
    row("numeric code", R"({"title":"T","code":4711})", "T||4711");
    row("wrong types", R"({"title":null,"detail":{"a":1},"errors":7})", R"(Reason|{"a":1}|)");
    row("array", R"([{"field":"f","message":"m"},"text"])", "Reason|||f//m|//text");
    row("JSON text", R"("go away")", "Reason|go away|");
    row("plain text", "upstream connect error", "Reason|upstream connect error|", "text/plain");
    row("broken JSON", R"({"title": )", R"(Reason|{"title":|)");
    row("HTML", "<html><body><h1>502 Bad Gateway</h1></body></html>", "Reason||", "text/html; charset=utf-8");
    row("HTML in disguise", "\n <!DOCTYPE html><p>nginx</p>", "Reason||");
    row("empty", "", "Reason||", "");
}

void TestProblem::readsEveryForm()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    QFETCH(QString, expected);

    const Error error = problemOf({.status = 422, .contentType = type, .body = body, .reasonPhrase = u"Reason"_s});

    QStringList parts{error.title, error.detail, error.code};
    for (const FieldError &field : error.fields)
        parts << field.path + u'/' + field.code + u'/' + field.message;
    QCOMPARE(parts.join(u'|'), expected);
    QCOMPARE(error.cause, Cause::Answered);
    QCOMPARE(error.reach, Reach::Answered);
    QCOMPARE(error.httpStatus, 422);
}

void TestProblem::aStatusBecomesAKind_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("kind");
    const std::pair<int, ErrorKind> rows[]{
        {301, ErrorKind::Protocol},     {304, ErrorKind::Protocol},    {400, ErrorKind::Invalid},
        {401, ErrorKind::Unauthorized}, {402, ErrorKind::Forbidden},   {403, ErrorKind::Forbidden},
        {404, ErrorKind::NotFound},     {405, ErrorKind::Invalid},     {407, ErrorKind::Network},
        {408, ErrorKind::Timeout},      {409, ErrorKind::Conflict},    {410, ErrorKind::NotFound},
        {412, ErrorKind::Conflict},     {413, ErrorKind::Invalid},     {422, ErrorKind::Invalid},
        {425, ErrorKind::RateLimited},  {429, ErrorKind::RateLimited}, {499, ErrorKind::Invalid},
        {500, ErrorKind::Server},       {503, ErrorKind::Server},      {599, ErrorKind::Server},
        {600, ErrorKind::Protocol},     {100, ErrorKind::Protocol}};
    for (const auto &[status, kind] : rows)
        QTest::addRow("%d", status) << status << int(kind);
}

void TestProblem::aStatusBecomesAKind()
{
    QFETCH(int, status);
    QFETCH(int, kind);

    QCOMPARE(int(problemOf({.status = status}).kind), kind);
}

void TestProblem::theStatusOfTheAnswerWinsOverTheOneInTheBody()
{
    const Error error = problemOf({.status = 404, .body = R"({"status":401,"title":"T"})"});

    QCOMPARE(error.kind, ErrorKind::NotFound);
    QCOMPARE(error.httpStatus, 404);
}

void TestProblem::aLongTextIsCut()
{
    const Error error = problemOf({.status = 500, .contentType = "text/plain", .body = QByteArray(1'000'000, 'x')});

    QVERIFY(error.detail.size() < 5000);
}

void TestProblem::aHostileBodyIsSurvived_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("deep") << QByteArray(100'000, '[');
    QTest::newRow("deep errors") << R"({"errors":)" + QByteArray(150, '[') + QByteArray(150, ']') + "}";
    QTest::newRow("bytes") << QByteArray("\xff\xfe\x00\x80{", 5);
    QTest::newRow("nested messages") << QByteArray(
        R"({"message":{"message":{"message":[[["x"]]]}},"errors":[[1],null,{}]})");
}

void TestProblem::aHostileBodyIsSurvived()
{
    QFETCH(QByteArray, body);

    const Error error = problemOf({.status = 400, .contentType = "application/json", .body = body});

    QCOMPARE(error.kind, ErrorKind::Invalid);
}

QTEST_GUILESS_MAIN(TestProblem)
#include "tst_problem.moc"
