// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/formatjson.h"

#include <QTest>

using namespace chancery;
using namespace chancery::catalogue;
using namespace Qt::StringLiterals;

class TestFormatJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyChoiceIsReadBackAsItWas()
    {
        for (const Encoding encoding : allEncodings()) {
            const FormatChoice choice{
                .encoding = encoding, .separator = '\t', .quote = '\'', .hasHeader = false, .sheet = u"Blätter"_s};

            const auto read = formatChoiceFromJson(json::parse(json::write(toJson(choice))).value());

            QCOMPARE(read.value(), choice);
        }
    }

    void noQuotesIsAChoiceToo()
    {
        const FormatChoice choice{.quote = '\0'};

        QCOMPARE(formatChoiceFromJson(toJson(choice)).value(), choice);
    }

    void whatWasLeftToDetectionStaysSo()
    {
        QVERIFY(toJson({}).members().empty());
        QCOMPARE(formatChoiceFromJson({}).value(), FormatChoice());
    }

    void whatThisVersionDoesNotKnowIsRefused()
    {
        for (const char *text : {R"({"encoding":"EBCDIC"})", R"({"separator":"ab"})", R"({"colour":"red"})"}) {
            const auto read = formatChoiceFromJson(json::parse(text).value());
            QVERIFY2(!read, text);
            QCOMPARE(read.error().cause, Cause::UnexpectedShape);
        }
    }
};

QTEST_APPLESS_MAIN(TestFormatJson)
#include "tst_formatjson.moc"
