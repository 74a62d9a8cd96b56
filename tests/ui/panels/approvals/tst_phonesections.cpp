// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/runs/phonedesk.h"
#include "tests/support/awaited.h"
#include "ui/panels/approvals/checkoutitems.h"
#include "ui/panels/approvals/checkoutsection.h"
#include "ui/panels/approvals/vaultsection.h"
#include "ui/widgets/secretbox.h"
#include "ui/widgets/statepill.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// The vault and checkouts by what is on the screen, against the sandbox's phone.
class TestPhoneSections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aValueIsShownMaskedAndKeptNowhere();
    void aValueThatIsRefusedIsNotThere();
    void whatIsMissingIsSaid();
    void anItemIsStoredSealed();
    void aPaymentIsAskedForOnceAndTold();
    void aPaymentThatIsDeniedStaysInTheForm();
    void anotherSumHasToBeTyped();

private:
    PhoneDesk desk();
    void wish(const QByteArray &wishes) { m_sandbox->post(u"bkey"_s, wishes); }
    void show(Panel *section);
    template <class T>
    T *find(const QString &name)
    {
        return m_section->findChild<T *>(name);
    }
    void type(const QString &name, const QString &text) { find<QLineEdit>(name)->setText(text); }
    void click(const QString &name);
    QString text(const QString &name);
    QString state(const QString &name);
    void fillCheckout(const QString &amount);
    void confirm(const QString &typed = {});
    QByteArray ledgerBytes();

    std::unique_ptr<SandboxUnderTest> m_sandbox;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<Panel> m_section;
};

void TestPhoneSections::initTestCase()
{
    m_sandbox = std::make_unique<SandboxUnderTest>(QStringList{u"--seed"_s, u"demo"_s, u"--rate"_s, u"0"_s});
    QVERIFY(m_sandbox->isRunning());
}

void TestPhoneSections::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_ledger = std::make_unique<Ledger>(m_folder->filePath(u"ledger.sqlite"_s));
    QVERIFY(awaited(m_ledger->open()));
    m_desk = std::make_unique<Desk>(*m_sandbox);
}

void TestPhoneSections::cleanup()
{
    m_section.reset();
    m_desk.reset();
    m_ledger.reset();
    wish(R"({"auto":"off"})");
}

PhoneDesk TestPhoneSections::desk()
{
    const Author author{u"ada"_s, u"p-1"_s, u"Desk"_s};
    return {.client = m_desk->connection.client(),
            .ledger = *m_ledger,
            .author = author,
            .place = {.live = false, .profileName = u"Desk"_s, .network = {}},
            .time = m_desk->phoneParts(*m_ledger, author).time};
}

void TestPhoneSections::show(Panel *section)
{
    m_section.reset(section);
    section->resize(1100, 700);
    section->show();
}

void TestPhoneSections::click(const QString &name)
{
    auto *button = find<QAbstractButton>(name);
    QVERIFY2(button && button->isVisible() && button->isEnabled(), qPrintable(name));
    button->click();
}

QString TestPhoneSections::text(const QString &name)
{
    const auto *label = find<QLabel>(name);
    return label && label->isVisible() ? label->text() : QString();
}

QString TestPhoneSections::state(const QString &name)
{
    const auto *pill = find<StatePill>(name);
    return pill && pill->isVisible() ? pill->text() : QString();
}

void TestPhoneSections::fillCheckout(const QString &amount)
{
    show(new CheckoutSection(desk()));
    type(u"checkoutMerchant"_s, u"Test merchant"_s);
    auto *items = m_section->findChild<CheckoutItems *>();
    items->add({.name = u"Vase"_s, .price = u"12.50"_s, .quantity = 2});
    type(u"checkoutAmount"_s, amount);
}

void TestPhoneSections::confirm(const QString &typed)
{
    auto *question = m_section->findChild<QDialog *>(u"serviceQuestion"_s);
    QVERIFY(question);
    if (!typed.isEmpty())
        question->findChild<QLineEdit *>(u"questionTyped"_s)->setText(typed);
    auto *yes = question->findChild<QAbstractButton *>(u"questionConfirm"_s);
    QVERIFY(yes->isEnabled());
    yes->click();
}

QByteArray TestPhoneSections::ledgerBytes()
{
    QByteArray all;
    for (const AuditEntry &entry : valueOf(m_ledger->auditEntries({.limit = 1'000})))
        all += entry.event.toUtf8() + entry.content;
    return all;
}

void TestPhoneSections::aValueIsShownMaskedAndKeptNowhere()
{
    wish(R"({"auto":"approve"})");
    show(new VaultSection(desk()));
    QTRY_VERIFY(find<QComboBox>(u"vaultItem"_s)->findText(u"shop-login"_s) >= 0);
    find<QComboBox>(u"vaultItem"_s)->setEditText(u"shop-login"_s);
    type(u"vaultField"_s, u"password"_s);
    type(u"vaultPurpose"_s, u"Test"_s);

    click(u"vaultAsk"_s);

    QTRY_COMPARE(state(u"vaultReadState"_s), u"Done"_s);
    auto *box = m_section->findChild<SecretBox *>();
    QTRY_VERIFY(box->isVisible());
    auto *field = box->findChild<QLineEdit *>(u"secretField"_s);
    QVERIFY(field->text().contains(u'•'));
    QVERIFY(!box->findChild<QAbstractButton *>(u"secretKeep"_s)->isVisible());
    box->findChild<QAbstractButton *>(u"secretShow"_s)->click();
    const QString value = field->text();
    QVERIFY(!value.isEmpty() && !value.contains(u'•'));
    box->findChild<QAbstractButton *>(u"secretCopy"_s)->click();
    QCOMPARE(QApplication::clipboard()->text(), value);
    QVERIFY(text(u"secretNote"_s).contains(u"leaves the clipboard in 30 s"));
    QVERIFY(ledgerBytes().contains("vault.asked"));
    QVERIFY(!ledgerBytes().contains(value.toUtf8()));

    box->findChild<QAbstractButton *>(u"secretForget"_s)->click();
    QVERIFY(!box->isVisible() && !box->holds());
}

void TestPhoneSections::aValueThatIsRefusedIsNotThere()
{
    wish(R"({"auto":"deny"})");
    show(new VaultSection(desk()));
    find<QComboBox>(u"vaultItem"_s)->setEditText(u"shop-login"_s);
    type(u"vaultField"_s, u"password"_s);
    type(u"vaultPurpose"_s, u"Test"_s);

    click(u"vaultAsk"_s);

    QTRY_COMPARE(state(u"vaultReadState"_s), u"Denied"_s);
    QVERIFY(!m_section->findChild<SecretBox *>()->isVisible());
    QVERIFY(find<QAbstractButton>(u"vaultAsk"_s)->isEnabled());
}

void TestPhoneSections::whatIsMissingIsSaid()
{
    show(new VaultSection(desk()));
    QVERIFY(!find<QAbstractButton>(u"vaultAsk"_s)->isEnabled());
    QCOMPARE(text(u"vaultMissing"_s), u"Say which item."_s);
    find<QComboBox>(u"vaultItem"_s)->setEditText(u"shop-login"_s);
    QCOMPARE(text(u"vaultMissing"_s), u"Say which field of the item."_s);
    find<QAbstractButton>(u"vaultOpen"_s)->click();
    QVERIFY(find<QAbstractButton>(u"vaultAsk"_s)->isEnabled());
}

void TestPhoneSections::anItemIsStoredSealed()
{
    wish(R"({"auto":"approve"})");
    show(new VaultSection(desk()));
    type(u"vaultNewName"_s, u"test-item"_s);
    type(u"vaultNewValue"_s, u"test-value-1"_s);

    click(u"vaultStore"_s);

    QTRY_COMPARE(state(u"vaultStoreState"_s), u"Stored"_s);
    QVERIFY(find<QLineEdit>(u"vaultNewValue"_s)->text().isEmpty());
    QTRY_VERIFY(find<QComboBox>(u"vaultItem"_s)->findText(u"test-item"_s) >= 0);
    QVERIFY(!ledgerBytes().contains("test-value-1"));
}

void TestPhoneSections::aPaymentIsAskedForOnceAndTold()
{
    wish(R"({"auto":"approve","payment":"complete"})");
    fillCheckout(u"25.00"_s);
    QVERIFY(text(u"checkoutSum"_s).startsWith(u"The items come to 25"));

    click(u"checkoutAsk"_s);
    confirm();

    QTRY_COMPARE(state(u"checkoutState"_s), u"Paid"_s);
    QVERIFY2(text(u"checkoutWords"_s).contains(u"Payment "), qPrintable(text(u"checkoutWords"_s)));
    QVERIFY(find<QLineEdit>(u"checkoutAmount"_s)->text().isEmpty());
    QVERIFY(ledgerBytes().contains("checkout.intended") && ledgerBytes().contains("checkout.ended"));
}

void TestPhoneSections::aPaymentThatIsDeniedStaysInTheForm()
{
    wish(R"({"auto":"deny"})");
    fillCheckout(u"25.00"_s);

    click(u"checkoutAsk"_s);
    confirm();

    QTRY_COMPARE(state(u"checkoutState"_s), u"Denied"_s);
    QCOMPARE(find<QLineEdit>(u"checkoutAmount"_s)->text(), u"25.00"_s);
    QVERIFY(find<QAbstractButton>(u"checkoutAsk"_s)->isEnabled());
}

void TestPhoneSections::anotherSumHasToBeTyped()
{
    wish(R"({"auto":"approve","payment":"complete"})");
    fillCheckout(u"24.00"_s);
    QVERIFY(text(u"checkoutSum"_s).contains(u"another amount"));

    click(u"checkoutAsk"_s);
    auto *question = m_section->findChild<QDialog *>(u"serviceQuestion"_s);
    QVERIFY(!question->findChild<QAbstractButton *>(u"questionConfirm"_s)->isEnabled());
    confirm(u"24.00"_s);

    QTRY_COMPARE(state(u"checkoutState"_s), u"Paid"_s);
}

QTEST_MAIN(TestPhoneSections)
#include "tst_phonesections.moc"
