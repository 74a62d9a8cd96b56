// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/errortext.h"

#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Error failure(ErrorKind kind, Cause cause, const QString &subject = {})
{
    Error error;
    error.kind = kind;
    error.cause = cause;
    error.subject = subject;
    return error;
}

bool isWholeSentence(const QString &words)
{
    return words.size() > 10 && words.front() == words.front().toUpper() && words.endsWith(u'.') &&
           !words.contains(u"%1"_s) && !words.contains(u".."_s) && !words.contains(u"  "_s);
}

} // namespace

class TestErrorText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCauseHasWholeSentences();
    void everyCauseNamesItsItem();
    void everyKindHasWholeSentences();
    void theServersWordsWin();
    void aDetailThatRepeatsTheTitleIsSaidOnce();
    void anEndlessDetailStaysInTheDetails();
    void detailsHoldTheWholeAccount();
    void anUnknownFateIsSaid();
    void theWaitTheServerAsksForIsSaid();
};

void TestErrorText::everyCauseHasWholeSentences()
{
    for (int number = int(Cause::Answered); number <= int(Cause::Unexpected); ++number) {
        const ErrorText text = describe(failure(ErrorKind::Protocol, Cause(number)));

        QVERIFY2(isWholeSentence(text.headline), qPrintable(u"%1: %2"_s.arg(number).arg(text.headline)));
        QVERIFY2(isWholeSentence(text.remedy), qPrintable(u"%1: %2"_s.arg(number).arg(text.remedy)));
    }
}

void TestErrorText::everyCauseNamesItsItem()
{
    for (int number = int(Cause::Answered); number <= int(Cause::Unexpected); ++number) {
        const ErrorText text = describe(failure(ErrorKind::Protocol, Cause(number), u"Spring"_s));

        QVERIFY2(text.headline.contains(u"Spring"_s), qPrintable(u"%1: %2"_s.arg(number).arg(text.headline)));
    }
}

void TestErrorText::everyKindHasWholeSentences()
{
    for (int number = int(ErrorKind::Network); number <= int(ErrorKind::Cancelled); ++number) {
        const ErrorText text = describe(failure(ErrorKind(number), Cause::Answered));
        const ErrorText named = describe(failure(ErrorKind(number), Cause::Answered, u"Spring"_s));

        QVERIFY2(isWholeSentence(text.headline), qPrintable(u"%1: %2"_s.arg(number).arg(text.headline)));
        QVERIFY2(isWholeSentence(text.remedy), qPrintable(u"%1: %2"_s.arg(number).arg(text.remedy)));
        QVERIFY2(named.headline.contains(u"Spring"_s), qPrintable(named.headline));
    }
}

void TestErrorText::theServersWordsWin()
{
    Error error = failure(ErrorKind::Conflict, Cause::Answered, u"WAL-1"_s);
    error.title = u"Duplicate reference"_s;
    error.detail = u"WAL-1 exists already"_s;

    const ErrorText text = describe(error);

    QCOMPARE(text.headline, u"Duplicate reference. WAL-1 exists already."_s);
    QVERIFY(isWholeSentence(text.remedy));
}

void TestErrorText::aDetailThatRepeatsTheTitleIsSaidOnce()
{
    Error error = failure(ErrorKind::Invalid, Cause::Answered);
    error.title = u"Name is too long"_s;
    error.detail = u"Name is too long."_s;

    QCOMPARE(describe(error).headline, u"Name is too long."_s);
}

void TestErrorText::anEndlessDetailStaysInTheDetails()
{
    Error error = failure(ErrorKind::Server, Cause::Answered);
    error.title = u"Internal error"_s;
    error.detail = QString(4000, u'x');

    const ErrorText text = describe(error);

    QCOMPARE(text.headline, u"Internal error."_s);
    QVERIFY(text.details.contains(error.detail));
}

void TestErrorText::detailsHoldTheWholeAccount()
{
    Error error = failure(ErrorKind::Invalid, Cause::Answered);
    error.fields = {{u"data.gtin"_s, u"too_long"_s, u"must be 14 digits or fewer"_s}, {{}, u"odd"_s, {}}};
    error.httpStatus = 422;
    error.code = u"validation"_s;
    error.requestId = u"test-request"_s;

    const QString details = describe(error).details;

    QCOMPARE(details, u"data.gtin: must be 14 digits or fewer\nodd\nHTTP status: 422\nCode: validation\n"
                      "Request id: test-request"_s);
}

void TestErrorText::anUnknownFateIsSaid()
{
    Error lost = failure(ErrorKind::Timeout, Cause::TimedOut, u"api.example"_s);
    lost.reach = Reach::Unknown;
    Error unsent = lost;
    unsent.reach = Reach::NotSent;

    QVERIFY(describe(lost).details.contains(u"not known"_s));
    QVERIFY(describe(unsent).details.contains(u"Nothing was sent"_s));
}

void TestErrorText::theWaitTheServerAsksForIsSaid()
{
    Error error = failure(ErrorKind::RateLimited, Cause::Answered, u"api.example"_s);
    error.retryAfter = 3500ms;

    QVERIFY(describe(error).remedy.contains(u"wait 4 s."_s));
}

QTEST_GUILESS_MAIN(TestErrorText)
#include "tst_errortext.moc"
