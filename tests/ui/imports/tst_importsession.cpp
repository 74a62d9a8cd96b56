// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/runs/runbench.h"
#include "tests/support/scriptednetwork.h"
#include "ui/panels/imports/importsession.h"

#include <QSignalSpy>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// What a session remembers from one file to the next.
class TestImportSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theFieldProfileIsRememberedForTheSameColumns();
    void aNamedTemplateBringsItsFieldProfile();
    void aFieldProfileThatIsGoneIsNone();
    void theColumnsOfALongArrayCompleteThemselves();

private:
    std::unique_ptr<ImportSession> opened(const QByteArray &csv);

    ScriptedNetwork m_network;
    std::unique_ptr<RunBench> m_bench;
    std::unique_ptr<catalogue::TemplateStore> m_templates;
    int m_files = 0;
};

namespace {

const QByteArray csv = "sku,name,fibre\nA,Shirt,wool\n";

} // namespace

void TestImportSession::init()
{
    m_bench = std::make_unique<RunBench>(m_network, QUrl(u"http://127.0.0.1:9"_s), QString(), "test-api-key");
    m_templates = std::make_unique<catalogue::TemplateStore>(m_bench->folder.filePath(u"templates.json"_s));
    QVERIFY(m_templates->load().ok());
}

std::unique_ptr<ImportSession> TestImportSession::opened(const QByteArray &content)
{
    const QString path = m_bench->folder.filePath(u"file%1.csv"_s.arg(++m_files));
    write(path, content);
    auto session = std::make_unique<ImportSession>(m_bench->client, m_bench->ledger, *m_templates, ImportsPanelFacts());
    QSignalSpy previewed(session.get(), &ImportSession::previewed);
    session->open(path);
    [&previewed] { QVERIFY(previewed.wait()); }();
    return session;
}

void TestImportSession::theFieldProfileIsRememberedForTheSameColumns()
{
    opened(csv)->setFieldProfile(u"eu-textile"_s);

    QCOMPARE(opened(csv)->fieldProfile(), u"eu-textile"_s);
    QCOMPARE(opened("sku,name,weight\nA,Shirt,1\n")->fieldProfile(), QString());
}

void TestImportSession::aNamedTemplateBringsItsFieldProfile()
{
    {
        const auto session = opened(csv);
        session->setFieldProfile(u"eu-textile"_s);
        session->saveTemplate(u"ERP"_s);
    }
    const auto other = opened("sku,name,weight\nA,Shirt,1\n");

    other->useTemplate(*m_templates->find(u"ERP"_s));

    QCOMPARE(other->fieldProfile(), u"eu-textile"_s);
    other->useNoTemplate();
    QCOMPARE(other->fieldProfile(), u"eu-textile"_s);
}

void TestImportSession::aFieldProfileThatIsGoneIsNone()
{
    QVERIFY(m_templates->keep({}, opened(csv)->mapping(), u"/nowhere/own-profile.json"_s));

    QCOMPARE(opened(csv)->fieldProfile(), QString());
}

void TestImportSession::theColumnsOfALongArrayCompleteThemselves()
{
    const QByteArray first = R"({"granularity":"model","modelNumber":"A","name":"n","data":{"c":"brown"}})";
    const QByteArray last = R"({"granularity":"model","modelNumber":"B","name":"n","data":{"d":"x"}})";

    const auto session = opened('[' + QByteArrayList(5'000, first).join(',') + ',' + last + ']');

    QVERIFY(!session->areColumnsKnown());
    QVERIFY(!session->isUsable());
    QCOMPARE(session->preview().records.size(), 200);
    QVERIFY(!session->preview().headers.contains(u"data.d"_s));
    QTRY_VERIFY(session->areColumnsKnown());
    QVERIFY(session->isUsable());
    QVERIFY(session->preview().headers.contains(u"data.d"_s));
    QCOMPARE(session->mapping().columns.size(), session->preview().headers.size());
}

QTEST_MAIN(TestImportSession)
#include "tst_importsession.moc"
