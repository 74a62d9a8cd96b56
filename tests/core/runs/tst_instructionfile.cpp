// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/instructionfile.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;
using Fault = InstructionFault;

namespace {

constexpr QByteArrayView header{
    "tradeReference,template,role,partyReference,wallet,timeoutAt,instrument,quantity,direction\n"};
constexpr QByteArrayView plain{"TR-1,dvp,seller,FUND-A,0xa1,2099-01-02T03:04:00Z,BOND-1,100,deliver\n"};

QByteArray of(const QByteArrayList &lines)
{
    return header.toByteArray() + lines.join();
}

} // namespace

/// What a file of instructions says is what is sent, and what is wrong with it is told by line.
class TestInstructionFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRowIsAnInstruction();
    void rowsOfOneTradeAndPartyAreLegs();
    void aRepeatedLegBeginsTheSameAnew();
    void keysComeFromTheContent();
    void whatIsNotInTheKey();
    void aGivenKeyWins();
    void cellsAreJudged_data();
    void cellsAreJudged();
    void amountsStayText();
    void columnsAreFoundUnderManyNames();
    void withoutAColumnNothingIsSent();
    void aRowThatCanNotBeReadKeepsTheFile();
    void rowsOfAnInstructionMustAgree();
    void templatesAndRolesAreHeldAgainstTheService();
    void semicolonsAndLatinAreRead();
    void whatIsExportedIsReadAgainTheSame();
    void filesThatAreNone();

private:
    InstructionFile read(const QByteArray &csv, const QString &batch = {})
    {
        QFile out(m_folder.filePath(u"in.csv"_s));
        if (!out.open(QIODevice::WriteOnly) || out.write(csv) != csv.size())
            qFatal("no file");
        out.close();
        const auto file = readInstructionFile({.file = out.fileName(), .batch = batch});
        if (!file)
            qFatal("%s", qPrintable(file.error().detail));
        return *file;
    }
    QStringList keys(const QByteArray &csv, const QString &batch = {})
    {
        QStringList keys;
        const InstructionFile file = read(csv, batch);
        for (const FiledInstruction &filed : file.instructions)
            keys << filed.draft.idempotencyKey;
        return keys;
    }

    QTemporaryDir m_folder;
};

void TestInstructionFile::aRowIsAnInstruction()
{
    const InstructionFile file = read(of({plain.toByteArray()}));

    QVERIFY(file.findings.isEmpty());
    QVERIFY(file.isSendable());
    QCOMPARE(file.instructions.size(), 1);
    const FiledInstruction &filed = file.instructions.first();
    QCOMPARE(filed.line, 2);
    QCOMPARE(filed.draft.tradeReference, u"TR-1"_s);
    QCOMPARE(filed.draft.party.walletAddress, u"0xa1"_s);
    QCOMPARE(filed.draft.timeoutAt, QDateTime(QDate(2099, 1, 2), QTime(3, 4), Qt::UTC));
    QCOMPARE(filed.draft.legs.size(), 1);
    QCOMPARE(filed.draft.legs.first().legType, u"asset_delivery"_s);
    QCOMPARE(filed.draft.legs.first().direction, u"deliver"_s);
}

void TestInstructionFile::rowsOfOneTradeAndPartyAreLegs()
{
    const InstructionFile file =
        read(of({plain.toByteArray(), "TR-2,dvp,seller,FUND-A,0xa1,2099-01-02T03:04:00Z,B,1,deliver\n",
                 "TR-1,,seller,FUND-A,,,CASH-EUR,99.50,Receive\n",
                 "TR-1,dvp,buyer,FUND-B,0xb1,2099-01-02T03:04:00Z,BOND-1,100,receive\n"}));

    QVERIFY(file.findings.isEmpty());
    QCOMPARE(file.instructions.size(), 3);
    QCOMPARE(file.instructions[0].draft.legs.size(), 2);
    QCOMPARE(file.instructions[0].draft.legs[1].quantity, u"99.50"_s);
    QCOMPARE(file.instructions[0].draft.legs[1].direction, u"receive"_s);
    QCOMPARE(file.instructions[2].draft.role, u"buyer"_s);
}

void TestInstructionFile::aRepeatedLegBeginsTheSameAnew()
{
    const QByteArray cash = "TR-1,dvp,seller,FUND-A,0xa1,2099-01-02T03:04:00Z,CASH,5,receive\n";

    const InstructionFile file = read(of({plain.toByteArray(), cash, plain.toByteArray(), cash}));

    QCOMPARE(file.instructions.size(), 2);
    QCOMPARE(file.instructions[1].draft.legs.size(), 2);
    QVERIFY(file.instructions[0].draft.idempotencyKey != file.instructions[1].draft.idempotencyKey);
    QCOMPARE(file.findings.size(), 1);
    QCOMPARE(file.findings.first().fault, Fault::Repeats);
    QCOMPARE(file.findings.first().line, 4);
    QCOMPARE(file.findings.first().firstLine, 2);
    QVERIFY(file.isSendable() && file.usable() == 2);
}

void TestInstructionFile::keysComeFromTheContent()
{
    const QByteArray other = "TR-2,dvp,seller,FUND-A,0xa1,2099-01-02T03:04:00Z,BOND-1,100,deliver\n";
    const QStringList once = keys(of({plain.toByteArray(), other}));

    QCOMPARE(keys(of({plain.toByteArray(), other})), once);
    QCOMPARE(keys(of({other, plain.toByteArray()})), (QStringList{once[1], once[0]}));
    QCOMPARE(keys(of({plain.toByteArray(), plain.toByteArray(), other})).first(), once.first());
    QVERIFY(keys(of({plain.toByteArray()}), u"once more"_s) != keys(of({plain.toByteArray()})));
    QSet<QString> all;
    for (const QByteArray &line :
         {plain.toByteArray(), plain.toByteArray().replace("TR-1", "TR-9"), plain.toByteArray().replace("dvp", "pvp"),
          plain.toByteArray().replace("seller", "buyer"), plain.toByteArray().replace("FUND-A", "FUND-B"),
          plain.toByteArray().replace("BOND-1", "BOND-2"), plain.toByteArray().replace(",100,", ",101,"),
          plain.toByteArray().replace("deliver", "receive")})
        all.insert(keys(of({line})).first());
    QCOMPARE(all.size(), 8);
    QVERIFY(once.first().size() <= 255);
}

/// Changing these in a file that was submitted is a conflict that is told, never the same trade twice.
void TestInstructionFile::whatIsNotInTheKey()
{
    const QString key = keys(of({plain.toByteArray()})).first();

    QCOMPARE(keys(of({plain.toByteArray().replace("0xa1", "0xa2")})).first(), key);
    QCOMPARE(keys(of({plain.toByteArray().replace("2099", "2098")})).first(), key);
    QCOMPARE(keys(of({plain.toByteArray().replace(",100,", ",0100.00,")})).first(), key);
}

void TestInstructionFile::aGivenKeyWins()
{
    const QByteArray csv = "idempotencyKey," + header.toByteArray() + "K-1," + plain.toByteArray() + "K-2," +
                           plain.toByteArray() + "K-1,TR-5,dvp,seller,F,0xa1,2099-01-02T03:04:00Z,B,1,deliver\n";

    const InstructionFile file = read(csv);

    QCOMPARE(file.instructions.size(), 3);
    QCOMPARE(file.instructions[0].draft.idempotencyKey, u"K-1"_s);
    QCOMPARE(file.instructions[1].draft.idempotencyKey, u"K-2"_s);
    QCOMPARE(file.findings.last().fault, Fault::KeyTwice);
    QCOMPARE(file.findings.last().firstLine, 2);
    QVERIFY(!file.instructions[2].isUsable);
}

void TestInstructionFile::cellsAreJudged_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("column");
    QTest::addColumn<int>("fault");
    const auto row = [](const char *name, const QByteArray &from, const QByteArray &to, const QString &column,
                        Fault fault) { QTest::newRow(name) << from << to << column << int(fault); };
    row("no template", "dvp", " ", u"template"_s, Fault::CellMissing);
    row("no wallet", "0xa1", "", u"wallet"_s, Fault::CellMissing);
    row("no instrument", "BOND-1", "", u"instrument"_s, Fault::CellMissing);
    row("long template", "dvp", QByteArray(101, 'x'), u"template"_s, Fault::TooLong);
    row("words", ",100,", ",hundred,", u"quantity"_s, Fault::NotADecimal);
    row("grouped", ",100,", ",\"1,000\",", u"quantity"_s, Fault::NotADecimal);
    row("exponent", ",100,", ",1E+3,", u"quantity"_s, Fault::NotADecimal);
    row("nought", ",100,", ",0.000,", u"quantity"_s, Fault::NotPositive);
    row("below nought", ",100,", ",-5,", u"quantity"_s, Fault::NotPositive);
    row("sideways", "deliver", "sideways", u"direction"_s, Fault::NotADirection);
    row("no time", "2099-01-02T03:04:00Z", "tomorrow", u"timeoutAt"_s, Fault::NotATime);
    row("no zone", "2099-01-02T03:04:00Z", "2099-01-02T03:04:00", u"timeoutAt"_s, Fault::TimeWithoutZone);
    row("a day", "2099-01-02T03:04:00Z", "2099-01-02", u"timeoutAt"_s, Fault::TimeWithoutZone);
    row("over", "2099", "2019", u"timeoutAt"_s, Fault::TimeOver);
}

void TestInstructionFile::cellsAreJudged()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, column);
    QFETCH(int, fault);

    const InstructionFile file = read(of({plain.toByteArray().replace(from, to),
                                          "TR-2,dvp,seller,FUND-A,0xa1,2099-01-02T03:04:00Z,BOND-1,1,deliver\n"}));

    QCOMPARE(file.findings.size(), 1);
    QCOMPARE(int(file.findings.first().fault), fault);
    QCOMPARE(file.findings.first().column, column);
    QCOMPARE(file.findings.first().line, 2);
    const bool isWarning = Fault(fault) == Fault::TimeOver;
    QCOMPARE(file.instructions.first().isUsable, isWarning);
    QVERIFY(file.isSendable());
    QCOMPARE(file.usable(), isWarning ? 2 : 1);
}

void TestInstructionFile::amountsStayText()
{
    const QByteArray digits = QByteArray(QByteArray(45, '9') + '.' + QByteArray(45, '8'));

    const InstructionFile file = read(of({plain.toByteArray().replace(",100,", QByteArray(',' + digits + ','))}));

    QVERIFY(file.findings.isEmpty());
    QCOMPARE(file.instructions.first().draft.legs.first().quantity.toLatin1(), digits);
}

void TestInstructionFile::columnsAreFoundUnderManyNames()
{
    const QByteArray csv =
        "Trade Reference,template_slug,ROLE,external_reference,wallet_address,party_chain_id,timeout_"
        "at,instrument_id,chain_id,quantity,side,colour\n"
        "TR-1,dvp,seller,FUND-A,0xa1,5,2099-01-02T05:04:00+02:00,BOND-1,11155111,100,deliver,red\n";

    const InstructionFile file = read(csv);

    QCOMPARE(file.findings.size(), 1);
    QCOMPARE(file.findings.first().fault, Fault::ColumnUnknown);
    QCOMPARE(file.findings.first().column, u"colour"_s);
    const keystone::InstructionDraft &draft = file.instructions.first().draft;
    QCOMPARE(draft.party.chainId, 5);
    QCOMPARE(draft.legs.first().chainId, 11155111);
    QCOMPARE(draft.timeoutAt, QDateTime(QDate(2099, 1, 2), QTime(3, 4), Qt::UTC));
}

void TestInstructionFile::withoutAColumnNothingIsSent()
{
    const InstructionFile missing = read("tradeReference,role\nTR-1,seller\n");
    const InstructionFile twice = read(header.toByteArray().replace("wallet", "wallet,Wallet Address") +
                                       plain.toByteArray().replace("0xa1", "0xa1,0xa2"));

    QVERIFY(!missing.isSendable());
    QCOMPARE(missing.errors(), 7);
    QVERIFY(!twice.isSendable());
    QCOMPARE(twice.findings.first().fault, Fault::ColumnTwice);
    QCOMPARE(twice.findings.first().column, u"Wallet Address"_s);
}

/// It might be a leg of any of them.
void TestInstructionFile::aRowThatCanNotBeReadKeepsTheFile()
{
    const InstructionFile broken = read(of({plain.toByteArray(), "TR-1,dvp,seller,FUND-A\n"}));
    const InstructionFile nowhere =
        read(of({plain.toByteArray(), ",dvp,seller,FUND-A,0xa1,2099-01-02T03:04:00Z,CASH,1,receive\n"}));

    QVERIFY(!broken.isSendable());
    QCOMPARE(broken.findings.first().fault, Fault::RowUnreadable);
    QCOMPARE(broken.findings.first().line, 3);
    QVERIFY(broken.findings.first().reading);
    QVERIFY(!nowhere.isSendable());
    QCOMPARE(nowhere.findings.first().fault, Fault::PlaceMissing);
    QCOMPARE(nowhere.findings.first().column, u"tradeReference"_s);
}

void TestInstructionFile::rowsOfAnInstructionMustAgree()
{
    const InstructionFile file =
        read(of({plain.toByteArray(), "TR-1,dvp,seller,FUND-A,0xa2,2099-01-02T03:04:00Z,CASH,1,receive\n"}));

    QCOMPARE(file.instructions.size(), 1);
    QCOMPARE(file.findings.first().fault, Fault::DiffersFromFirst);
    QCOMPARE(file.findings.first().column, u"wallet"_s);
    QCOMPARE(file.findings.first().line, 3);
    QCOMPARE(file.findings.first().firstLine, 2);
    QVERIFY(!file.isSendable());
}

void TestInstructionFile::templatesAndRolesAreHeldAgainstTheService()
{
    keystone::SettlementTemplate known;
    known.slug = u"dvp"_s;
    known.config.requiredRoles = {u"seller"_s, u"buyer"_s};
    InstructionFile file = read(of({plain.toByteArray(), plain.toByteArray().replace("dvp", "dpv").replace("TR-1", "2"),
                                    plain.toByteArray().replace("seller", "lender")}));

    holdAgainst(file, {known});

    QCOMPARE(file.usable(), 1);
    QCOMPARE(file.findings.size(), 2);
    QCOMPARE(file.findings[0].fault, Fault::TemplateUnknown);
    QCOMPARE(file.findings[0].value, u"dvp"_s);
    QCOMPARE(file.findings[1].fault, Fault::RoleUnknown);
    QCOMPARE(file.findings[1].value, u"seller, buyer"_s);
}

void TestInstructionFile::semicolonsAndLatinAreRead()
{
    const QByteArray latin = of({plain.toByteArray().replace("FUND-A", "Fonds Z\xfcrich")}).replace(',', ';');

    const InstructionFile file = read(latin);

    QVERIFY(file.findings.isEmpty());
    QCOMPARE(file.instructions.first().draft.party.externalReference, u"Fonds Zürich"_s);
}

void TestInstructionFile::whatIsExportedIsReadAgainTheSame()
{
    const InstructionFile file =
        read(of({plain.toByteArray().replace("FUND-A", "=FUND"), plain.toByteArray().replace("FUND-A", "=FUND"),
                 "TR-2,dvp,seller,FUND-A,0xa1,2099-01-02T03:04:00Z,\"A, \"\"B\"\"\",1,deliver\n"}));
    const QString out = m_folder.filePath(u"out.csv"_s);
    const QString again = m_folder.filePath(u"again.csv"_s);

    const auto rows =
        exportInstructions(file, {{1, u"unknown"_s, u"=the answer was lost"_s}, {2, u"failed"_s, u"no, never"_s}}, out);
    const auto reread = readInstructionFile({.file = out});
    const auto rewritten = exportInstructions(
        *reread, {{0, u"unknown"_s, u"=the answer was lost"_s}, {1, u"failed"_s, u"no, never"_s}}, again);

    QCOMPARE(*rows, 2);
    QCOMPARE(reread->instructions.size(), 2);
    QVERIFY(reread->isSendable() && reread->errors() == 0);
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(keystone::encodeDraft(reread->instructions[i].draft),
                 keystone::encodeDraft(file.instructions[i + 1].draft)); // the key, too
    }
    QCOMPARE(*rewritten, 2);
    QFile first(out);
    QFile second(again);
    QVERIFY(first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly));
    QCOMPARE(second.readAll(), first.readAll());
}

void TestInstructionFile::filesThatAreNone()
{
    QCOMPARE(readInstructionFile({.file = u"/none"_s}).error().cause, Cause::FileNotFound);
    QCOMPARE(readInstructionFile({.file = u"/dev/null"_s}).error().cause, Cause::FileNotRegular);
    QFile only(m_folder.filePath(u"only.csv"_s));
    QVERIFY(only.open(QIODevice::WriteOnly) && only.write(header.toByteArray()) > 0);
    only.close();
    QCOMPARE(readInstructionFile({.file = only.fileName()}).error().cause, Cause::FileHeaderOnly);
}

QTEST_GUILESS_MAIN(TestInstructionFile)

#include "tst_instructionfile.moc"
