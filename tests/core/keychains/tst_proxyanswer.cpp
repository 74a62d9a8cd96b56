// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keychains/answer.h"

#include <QTest>

using namespace chancery;
using namespace chancery::keychains;
using namespace Qt::StringLiterals;

namespace {

const QUrl proxy(u"https://proxy.test/kc"_s);

Error refusal(const char *body)
{
    return refusalOf(readProxyAnswer(body, proxy), u"api.x.test"_s);
}

} // namespace

/// Who speaks in a 403 and what it says: every form of the fact sheet, and all that is none of them.
class TestProxyAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSpeakerIsTold_data();
    void theSpeakerIsTold();
    void aLinkOfTheProxyIsForOpening();
    void aLinkOfAnotherHostIsForShowingOnly_data();
    void aLinkOfAnotherHostIsForShowingOnly();
    void missingScopesAskForApprovalAndNothingWasSent();
    void aRefusedScopeIsForbidden();
    void aStalePermissionIsSaid();
    void whatBothMaySayIsAnswered();
    void listsOfOtherThingsAreRead();
};

void TestProxyAnswer::theSpeakerIsTold_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("speaker");
    const auto row = [](const char *body, Speaker speaker) { QTest::newRow(body) << QByteArray(body) << int(speaker); };
    row(R"({"error":"insufficient_scope","approval_url":"https://keychains.dev/a/1","missing_scopes":["x::read"]})",
        Speaker::Proxy);
    row(R"({"authorizationUrl":"https://proxy.test/add?scopes=x","missing_scopes":["x::read"]})", Speaker::Proxy);
    row(R"({"error":"anything","approval_url":"https://keychains.dev/a/1"})", Speaker::Proxy);
    row(R"({"error":"scope_refused","refused_scopes":["x::write"]})", Speaker::Proxy);
    row(R"({"error":"scope_refused","refused_scopes":null})", Speaker::Proxy);
    row(R"({"error":"scope_not_approved"})", Speaker::Proxy);
    row(R"({"error":"permission_needs_revalidation"})", Speaker::Proxy);
    row(R"({"error":"insufficient_scope","missing_scopes":["x::read"]})", Speaker::Proxy);
    row(R"({"error":"insufficient_scope"})", Speaker::Either);
    row(R"({"error":"permission_denied","message":"This token may not use that account"})", Speaker::Either);
    row(R"({"error":"insufficient_scope","missing_scopes":[]})", Speaker::Either);
    row(R"({"error":"wrong_proxy","proxyUrl":"https://other.test"})", Speaker::Elsewhere);
    row(R"({"error":"wrong_proxy"})", Speaker::Service);
    row(R"({"error":"wrong_proxy","proxyUrl":7})", Speaker::Service);
    row(R"({"approval_url":"https://evil.test/a"})", Speaker::Service);
    row(R"({"error":{"code":"insufficient_scope"}})", Speaker::Service);
    row(R"({"error":["scope_refused"]})", Speaker::Service);
    row(R"({"error":"forbidden","approval_url":["https://keychains.dev/a"]})", Speaker::Service);
    row(R"({"title":"Forbidden","detail":"no"})", Speaker::Service);
    row(R"(["scope_refused"])", Speaker::Service);
    row(R"("scope_refused")", Speaker::Service);
    row("null", Speaker::Service);
    row("", Speaker::Service);
    row("<html>scope_refused</html>", Speaker::Service);
    row(R"({"error":"scope_refused")", Speaker::Service);
}

void TestProxyAnswer::theSpeakerIsTold()
{
    QFETCH(QByteArray, body);
    QFETCH(int, speaker);

    const ProxyAnswer answer = readProxyAnswer(body, proxy);

    QCOMPARE(int(answer.speaker), speaker);
}

void TestProxyAnswer::aLinkOfTheProxyIsForOpening()
{
    for (const char *link : {"https://proxy.test/approve/pr_1", "https://keychains.dev/approve/pr_1"}) {
        const ProxyAnswer answer = readProxyAnswer(QByteArray(R"({"approval_url":")") + link + "\"}", proxy);

        QCOMPARE(answer.link, QString::fromLatin1(link));
        QVERIFY(answer.foreignLink.isEmpty());
    }
}

void TestProxyAnswer::aLinkOfAnotherHostIsForShowingOnly_data()
{
    QTest::addColumn<QByteArray>("link");
    for (const char *link :
         {"https://evil.test/approve", "http://keychains.dev/approve", "https://keychains.dev.evil.test/approve",
          "https://user@keychains.dev/approve", "https://keychains.dev:8443/approve", "https://proxy.test:444/approve",
          "javascript:alert(1)", "//keychains.dev/approve", "http://proxy.test/approve"})
        QTest::newRow(link) << QByteArray(link);
}

void TestProxyAnswer::aLinkOfAnotherHostIsForShowingOnly()
{
    QFETCH(QByteArray, link);

    const ProxyAnswer answer =
        readProxyAnswer(R"({"error":"scope_not_approved","approval_url":")" + link + "\"}", proxy);

    QVERIFY(answer.link.isEmpty());
    QCOMPARE(answer.foreignLink, QString::fromLatin1(link));
}

void TestProxyAnswer::missingScopesAskForApprovalAndNothingWasSent()
{
    const Error error = refusal(
        R"({"error":"insufficient_scope","message":"Not yet","approval_url":"https://keychains.dev/a","missing_scopes":["x::read"]})");

    QCOMPARE(error.kind, ErrorKind::ApprovalNeeded);
    QCOMPARE(error.cause, Cause::ProxyApprovalNeeded);
    QCOMPARE(error.reach, Reach::NotSent);
    QCOMPARE(error.httpStatus, 403);
    QCOMPARE(error.subject, u"api.x.test"_s);
    QCOMPARE(error.detail, u"Not yet"_s);
    QVERIFY(error.approval.has_value());
    QCOMPARE(error.approval->link, u"https://keychains.dev/a"_s);
    QCOMPARE(error.approval->missing, QStringList{u"x::read"_s});
}

void TestProxyAnswer::aRefusedScopeIsForbidden()
{
    const Error error = refusal(R"({"error":"scope_refused","refused_scopes":["x::write"]})");

    QCOMPARE(error.kind, ErrorKind::Forbidden);
    QCOMPARE(error.cause, Cause::ScopeRefused);
    QCOMPARE(error.reach, Reach::NotSent);
    QCOMPARE(error.approval->refused, QStringList{u"x::write"_s});
}

void TestProxyAnswer::aStalePermissionIsSaid()
{
    const Error error =
        refusal(R"({"error":"permission_needs_revalidation","approval_url":"https://keychains.dev/a"})");

    QCOMPARE(error.cause, Cause::PermissionStale);
    QCOMPARE(error.kind, ErrorKind::ApprovalNeeded);
}

void TestProxyAnswer::whatBothMaySayIsAnswered()
{
    const Error error = refusal(R"({"error":"permission_denied","message":"May not"})");

    QCOMPARE(error.kind, ErrorKind::Forbidden);
    QCOMPARE(error.cause, Cause::MaybeProxyRefusal);
    QCOMPARE(error.reach, Reach::Answered);
    QCOMPARE(error.code, u"permission_denied"_s);
    QCOMPARE(error.detail, u"May not"_s);
}

void TestProxyAnswer::listsOfOtherThingsAreRead()
{
    const ProxyAnswer answer =
        readProxyAnswer(R"({"error":"scope_refused","refused_scopes":[1,null,{"a":1},"x::write",""]})", proxy);

    QCOMPARE(answer.refused, QStringList{u"x::write"_s});
}

QTEST_GUILESS_MAIN(TestProxyAnswer)

#include "tst_proxyanswer.moc"
