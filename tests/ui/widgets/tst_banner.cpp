// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/banner.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

BannerContent lostAnswer()
{
    return {.tone = Tone::Unknown,
            .headline = u"The answer was lost."_s,
            .serverWords = u"upstream reset"_s,
            .remedy = u"Wait."_s,
            .details = u"HTTP status: 503\nRequest id: test-1"_s};
}

} // namespace

class TestBanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }

    void isNotThereUntilShown();
    void showsWhatHappenedAndWhatToDo();
    void leavesOutWhatIsEmpty();
    void anErrorBringsItsWords();
    void detailsFoldOutAndIn();
    void copiesTheWholeAccount();
    void dismissingHidesAndSaysSo();
    void clearingIsSilentAndTakesTheActionsAlong();
    void assistiveTechnologySeesAnAlert();
    void markupOfTheServerIsShownAsText();

private:
    template <class T>
    T *part(const char *name) const
    {
        return m_banner->findChild<T *>(QLatin1StringView(name));
    }

    std::unique_ptr<QWidget> m_window;
    Banner *m_banner = nullptr;
};

void TestBanner::init()
{
    m_window = std::make_unique<QWidget>();
    m_window->resize(800, 300);
    m_banner = new Banner(m_window.get());
    m_banner->resize(800, 200);
    m_window->show();
}

void TestBanner::isNotThereUntilShown()
{
    QVERIFY(m_banner->isHidden());
}

void TestBanner::showsWhatHappenedAndWhatToDo()
{
    m_banner->showContent(lostAnswer());

    QVERIFY(m_banner->isVisible());
    QCOMPARE(part<QLabel>("banner.headline")->text(), u"The answer was lost."_s);
    QVERIFY(part<QLabel>("banner.serverWords")->text().contains(u"upstream reset"_s));
    QCOMPARE(part<QLabel>("banner.remedy")->text(), u"Wait."_s);
}

void TestBanner::leavesOutWhatIsEmpty()
{
    m_banner->showContent({.tone = Tone::Good, .headline = u"Done."_s, .serverWords = {}, .remedy = {}, .details = {}});

    QVERIFY(part<QLabel>("banner.serverWords")->isHidden());
    QVERIFY(part<QLabel>("banner.remedy")->isHidden());
    QVERIFY(part<QToolButton>("banner.details")->isHidden());
}

void TestBanner::anErrorBringsItsWords()
{
    Error error;
    error.cause = Cause::ConnectionRefused;
    error.subject = u"127.0.0.1"_s;

    m_banner->showError(error);

    QCOMPARE(part<QLabel>("banner.headline")->text(), describe(error).headline);
    QCOMPARE(part<QLabel>("banner.remedy")->text(), describe(error).remedy);
}

void TestBanner::detailsFoldOutAndIn()
{
    m_banner->showContent(lostAnswer());
    auto *text = part<QPlainTextEdit>("banner.detailsText");
    QVERIFY(text->isHidden());

    part<QToolButton>("banner.details")->click();
    QVERIFY(text->isVisible());
    QVERIFY(text->toPlainText().contains(u"test-1"_s));
    part<QToolButton>("banner.details")->click();
    QVERIFY(text->isHidden());
}

void TestBanner::copiesTheWholeAccount()
{
    m_banner->showContent(lostAnswer());

    part<QToolButton>("banner.copy")->click();

    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"The answer was lost.\nupstream reset\nWait.\nHTTP status: 503\nRequest id: test-1"_s);
}

void TestBanner::dismissingHidesAndSaysSo()
{
    const QSignalSpy dismissals(m_banner, &Banner::dismissed);
    m_banner->showContent(lostAnswer());

    part<QToolButton>("banner.dismiss")->click();

    QVERIFY(m_banner->isHidden());
    QCOMPARE(dismissals.count(), 1);
}

void TestBanner::clearingIsSilentAndTakesTheActionsAlong()
{
    const QSignalSpy dismissals(m_banner, &Banner::dismissed);
    m_banner->showContent(lostAnswer());
    const QPointer<QPushButton> again = m_banner->addAction(u"Try again"_s);

    m_banner->clear();

    QTRY_VERIFY(again.isNull());
    QCOMPARE(dismissals.count(), 0);
}

void TestBanner::assistiveTechnologySeesAnAlert()
{
    m_banner->showContent(lostAnswer());

    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(m_banner);

    QCOMPARE(interface->role(), QAccessible::AlertMessage);
    QCOMPARE(interface->text(QAccessible::Name), u"The answer was lost."_s);
    QVERIFY(interface->text(QAccessible::Description).contains(u"Wait."_s));
}

void TestBanner::markupOfTheServerIsShownAsText()
{
    BannerContent content = lostAnswer();
    content.serverWords = u"<img src='http://x'>"_s;

    m_banner->showContent(content);

    QCOMPARE(part<QLabel>("banner.serverWords")->textFormat(), Qt::PlainText);
}

QTEST_MAIN(TestBanner)
#include "tst_banner.moc"
