// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/runs/runbench.h"
#include "tests/support/awaited.h"
#include "ui/models/columnsmodel.h"
#include "ui/panels/imports/columnspage.h"
#include "ui/panels/imports/importsession.h"
#include "ui/panels/imports/madevaluedialog.h"
#include "ui/panels/imports/templatebar.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// The page by its object names, without a service. CHANCERY_SHOTS names a folder that keeps pictures of it.
class TestColumnsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aGuessStandsOutAndIsAcceptedWithOneClick();
    void aTypeChangesTheJsonAtOnce();
    void onlyValuesInDataHaveAType();
    void aConstantIsAddedChangedAndRemoved();
    void columnsAreJoinedInTheirOrder();
    void theLevelFollowsTheNumbers();
    void aSavedTemplateIsUsedForTheSameColumns();
    void aTemplateForOtherColumnsIsOnlyOffered();
    void anImportedTemplateIsCheckedAndKept();
    void choicesAreKeptWithoutASave();
    void aTemplateThatCannotBeWrittenIsSaid();
    void looks_data();
    void looks();

private:
    template <class T>
    T *widget(const char *name) const
    {
        return m_page->findChild<T *>(QString::fromLatin1(name));
    }
    void click(const char *name) const { widget<QPushButton>(name)->click(); }
    ColumnsModel *model() const { return qobject_cast<ColumnsModel *>(table()->model()); }
    QTableView *table() const { return widget<QTableView>("columnsTable"); }
    QString cell(int row, int column, int role = Qt::DisplayRole) const
    {
        return model()->index(row, column).data(role).toString();
    }
    json::Value shownJson() const
    {
        return json::parse(widget<QPlainTextEdit>("previewJson")->toPlainText().toUtf8()).value();
    }
    template <class T>
    T *dialog()
    {
        [&] { QTRY_VERIFY(m_page->findChild<T *>()); }();
        return m_page->findChild<T *>();
    }
    void start();
    void open(const QByteArray &csv);
    void saveAs(const QString &name);

    QNetworkAccessManager m_network;
    Theme *m_theme = nullptr;
    std::unique_ptr<RunBench> m_bench;
    std::unique_ptr<catalogue::TemplateStore> m_store;
    std::unique_ptr<ImportSession> m_session;
    std::unique_ptr<ColumnsPage> m_page;
    int m_files = 0;
};

void TestColumnsPage::initTestCase()
{
    m_theme = new Theme(*qApp);
    m_theme->setMotion(Motion::None);
}

void TestColumnsPage::init()
{
    m_bench = std::make_unique<RunBench>(m_network, QUrl(u"http://127.0.0.1:9/"_s), u"app"_s, "test-key");
    start();
}

/// As after a restart: only what is on disk is known.
void TestColumnsPage::start()
{
    m_page.reset();
    m_session.reset();
    m_store = std::make_unique<catalogue::TemplateStore>(m_bench->folder.filePath(u"templates.json"_s));
    QVERIFY(m_store->load().ok());
    m_session = std::make_unique<ImportSession>(
        m_bench->client, m_bench->ledger, *m_store,
        ImportsPanelFacts{
            .profileId = {}, .profileName = u"Test"_s, .host = u"127.0.0.1"_s, .network = u"StarknetSepolia"_s});
    m_page = std::make_unique<ColumnsPage>(*m_session);
    m_page->resize(1180, 800);
    m_page->setVisible(true);
}

void TestColumnsPage::cleanup()
{
    m_page.reset();
    m_session.reset();
    m_store.reset();
    m_bench.reset();
}

void TestColumnsPage::open(const QByteArray &csv)
{
    const QString path = m_bench->folder.filePath(u"file%1.csv"_s.arg(++m_files));
    write(path, csv);
    QSignalSpy previewed(m_session.get(), &ImportSession::previewed);
    m_session->open(path);
    QTRY_COMPARE(previewed.size(), 1);
}

void TestColumnsPage::saveAs(const QString &name)
{
    click("saveTemplate");
    auto *question = dialog<QInputDialog>();
    question->setTextValue(name);
    question->accept();
    delete question;
}

void TestColumnsPage::aGuessStandsOutAndIsAcceptedWithOneClick()
{
    open("Referenz;Artikel;Farbe\nA 1 x;Lampe aus Eiche;rot\nB 2 x;Tisch aus Eiche;blau\n");
    const QAbstractItemModelTester tester(model());
    QCOMPARE(model()->suggestions(), 2);
    QVERIFY(cell(0, ColumnsModel::Basis).startsWith(u"Check: Model number?"_s));
    QCOMPARE(model()->index(0, ColumnsModel::Basis).data(ToneRole).toInt(), int(Tone::Attention));
    QVERIFY(!model()->index(2, ColumnsModel::Basis).data(ToneRole).isValid());
    QVERIFY(!shownJson().contains(u"modelNumber"));
    QVERIFY(!widget<QPushButton>("nextStep")->isEnabled());

    const QRect guess = table()->visualRect(model()->index(0, ColumnsModel::Basis));
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, guess.center());

    QCOMPARE(cell(0, ColumnsModel::GoesTo), u"Model number"_s);
    QCOMPARE(cell(0, ColumnsModel::Basis), u"Chosen"_s);
    QCOMPARE(shownJson()[u"modelNumber"].toString(), u"A 1 x"_s);
    QVERIFY(widget<QPushButton>("nextStep")->isEnabled());
    table()->setCurrentIndex(model()->index(1, 0));
    click("acceptSuggestion");
    QCOMPARE(cell(1, ColumnsModel::GoesTo), u"Name"_s);
    QVERIFY(!widget<QPushButton>("acceptSuggestion")->isVisible());
}

void TestColumnsPage::aTypeChangesTheJsonAtOnce()
{
    open("sku;weight\nA;1,50\n");

    QVERIFY(model()->setData(model()->index(1, ColumnsModel::Type), u"Number, 1,5"_s));

    QVERIFY(shownJson().at(u"data.weight").isNumber());
    QCOMPARE(shownJson().at(u"data.weight").toText(), u"1.50"_s);
    QVERIFY(!model()->setData(model()->index(1, ColumnsModel::Type), u"Double"_s));
}

void TestColumnsPage::onlyValuesInDataHaveAType()
{
    open("sku,weight\nA,1\n");
    QVERIFY(!(model()->index(0, ColumnsModel::Type).flags() & Qt::ItemIsEditable));
    QVERIFY(model()->setData(model()->index(1, ColumnsModel::Type), u"Number, 1.5"_s));

    QVERIFY(model()->setData(model()->index(1, ColumnsModel::GoesTo), u"name"_s));

    QCOMPARE(m_session->mapping().columns[1].format.type, catalogue::ValueType::Text);
    QVERIFY(m_session->isUsable());
}

void TestColumnsPage::aConstantIsAddedChangedAndRemoved()
{
    open("sku,name\nA,Lamp\n");
    const QAbstractItemModelTester tester(model());

    click("addConstant");
    auto *added = dialog<MadeValueDialog>();
    QVERIFY(!added->findChild<QPushButton *>(u"madeAccept"_s)->isEnabled());
    added->findChild<QLineEdit *>(u"madeText"_s)->setText(u"2026"_s);
    added->findChild<QComboBox *>(u"madeTarget"_s)->setCurrentText(u"data.made.year"_s);
    added->findChild<QComboBox *>(u"madeType"_s)->setCurrentText(u"Number, 1.5"_s);
    added->findChild<QPushButton *>(u"madeAccept"_s)->click();
    delete added;

    QCOMPARE(model()->rowCount(), 3);
    QCOMPARE(shownJson().at(u"data.made.year").toText(), u"2026"_s);
    Q_EMIT table()->doubleClicked(model()->index(2, ColumnsModel::Header));
    auto *changed = dialog<MadeValueDialog>();
    QCOMPARE(changed->findChild<QLineEdit *>(u"madeText"_s)->text(), u"2026"_s);
    changed->findChild<QLineEdit *>(u"madeText"_s)->setText(u"2027"_s);
    changed->findChild<QPushButton *>(u"madeAccept"_s)->click();
    delete changed;
    QCOMPARE(shownJson().at(u"data.made.year").toText(), u"2027"_s);
    table()->setCurrentIndex(model()->index(2, 0));
    click("removeMade");
    QCOMPARE(model()->rowCount(), 2);
    QVERIFY(!shownJson().contains(u"data"));
}

void TestColumnsPage::columnsAreJoinedInTheirOrder()
{
    open("sku,brand,name\nA,Oak,Lamp\n");

    click("joinColumns");
    auto *join = dialog<MadeValueDialog>();
    auto *parts = join->findChild<QListWidget *>(u"madeParts"_s);
    parts->item(1)->setCheckState(Qt::Checked);
    QVERIFY(!join->findChild<QPushButton *>(u"madeAccept"_s)->isEnabled());
    parts->item(2)->setCheckState(Qt::Checked);
    parts->setCurrentRow(2);
    join->findChild<QPushButton *>(u"madeUp"_s)->click();
    QCOMPARE(join->findChild<QLabel *>(u"madeResult"_s)->text(), u"First row: Lamp Oak"_s);
    join->findChild<QPushButton *>(u"madeAccept"_s)->click();
    delete join;

    QCOMPARE(shownJson()[u"name"].toString(), u"Lamp Oak"_s);
    QCOMPARE(cell(2, ColumnsModel::GoesTo), u"Leave out"_s);
    QVERIFY(m_session->isUsable());
}

void TestColumnsPage::theLevelFollowsTheNumbers()
{
    open("sku,batch,serial\nA,,\nA,B,\nA,B,1\n");
    auto *level = widget<QComboBox>("levelBox");

    level->setCurrentIndex(level->count() - 1);
    Q_EMIT level->activated(level->currentIndex());

    QCOMPARE(shownJson()[u"granularity"].toString(), u"model"_s);
    QVERIFY(m_session->isUsable());
    QCOMPARE(level->currentText(), u"Set by their numbers"_s);
}

void TestColumnsPage::aSavedTemplateIsUsedForTheSameColumns()
{
    open("Nr,Farbe\nA,rot\n");
    QVERIFY(model()->setData(model()->index(0, ColumnsModel::GoesTo), u"modelNumber"_s));
    QVERIFY(model()->setData(model()->index(1, ColumnsModel::GoesTo), u"data.colour"_s));
    saveAs(u"Lieferant"_s);
    QCOMPARE(widget<QComboBox>("templateBox")->currentText(), u"Lieferant"_s);

    start();
    open("FARBE,nr\nrot,A\n");

    QCOMPARE(shownJson()[u"modelNumber"].toString(), u"A"_s);
    QCOMPARE(shownJson().at(u"data.colour").toString(), u"rot"_s);
    auto *choice = widget<QComboBox>("templateBox");
    choice->setCurrentIndex(0);
    Q_EMIT choice->activated(0);
    QCOMPARE(cell(0, ColumnsModel::GoesTo), u"Data: FARBE"_s);
}

void TestColumnsPage::aTemplateForOtherColumnsIsOnlyOffered()
{
    open("Art.-Nr.,Farbe,Breite\nA,rot,1\n");
    QVERIFY(model()->setData(model()->index(1, ColumnsModel::GoesTo), u"data.colour"_s));
    saveAs(u"Lieferant"_s);

    start();
    open("Artikelnummer,Farbe,Gewicht\nA,rot,1\n");

    QCOMPARE(cell(1, ColumnsModel::GoesTo), u"Data: Farbe"_s);
    const QString offer = widget<QLabel>("templateOffer")->text();
    for (const QString &word : {u"Lieferant"_s, u"Breite"_s, u"Gewicht"_s, u"Art.-Nr. → Artikelnummer"_s})
        QVERIFY2(offer.contains(word), qUtf8Printable(offer));
    click("useTemplate");
    QCOMPARE(cell(1, ColumnsModel::GoesTo), u"Data: colour"_s);
    QVERIFY(!widget<QLabel>("templateOffer")->isVisible());
}

void TestColumnsPage::anImportedTemplateIsCheckedAndKept()
{
    open("Nr,Farbe\nA,rot\n");
    QSignalSpy failed(m_session.get(), &ImportSession::failed);
    const QString bad = m_bench->folder.filePath(u"bad.json"_s);
    write(bad, R"({"chanceryTemplate":9})");
    const QString good = m_bench->folder.filePath(u"good.json"_s);
    write(good, R"({"chanceryTemplate":1,"name":"","mapping":{"columns":[{"header":"Nr","field":"modelNumber"},)"
                R"({"header":"Farbe","field":"data.colour"}]}})");

    m_session->importTemplate(bad);
    m_session->importTemplate(good);

    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<Error>().cause, Cause::TemplateUnusable);
    QCOMPARE(widget<QComboBox>("templateBox")->currentText(), u"good"_s);
    QCOMPARE(cell(1, ColumnsModel::GoesTo), u"Data: colour"_s);
    const QString out = m_bench->folder.filePath(u"out.json"_s);
    m_session->exportTemplate(out);
    QCOMPARE(catalogue::readTemplate(out)->headers(), (QStringList{u"Nr"_s, u"Farbe"_s}));
}

void TestColumnsPage::choicesAreKeptWithoutASave()
{
    open("Nr,Farbe\nA,rot\n");
    QVERIFY(model()->setData(model()->index(1, ColumnsModel::GoesTo), u"data.colour"_s));

    start();
    open("Nr,Farbe\nA,rot\n");

    QCOMPARE(cell(1, ColumnsModel::GoesTo), u"Data: colour"_s);
    QCOMPARE(widget<QComboBox>("templateBox")->currentText(), u"As chosen last time"_s);
}

void TestColumnsPage::aTemplateThatCannotBeWrittenIsSaid()
{
    open("sku,name\nA,Lamp\n");
    QSignalSpy failed(m_session.get(), &ImportSession::failed);

    m_session->exportTemplate(u"/dev/null/out.json"_s);

    QCOMPARE(failed.size(), 1);
}

void TestColumnsPage::looks_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestColumnsPage::looks()
{
    QFETCH(bool, dark);
    m_theme->setAppearance(dark ? Appearance::Dark : Appearance::Light);
    catalogue::Mapping kept =
        catalogue::autoMap({u"Art.-Nr."_s, u"Bezeichnung"_s, u"EAN"_s, u"Gewicht (kg)"_s, u"Farbe"_s});
    QVERIFY(m_store->keep(u"Lieferant Nord"_s, kept).ok());
    open("Referenz;Bezeichnung;EAN;Gewicht (kg);Serie;Marke;Hauptmaterial\n"
         "LE-1 rot;Stehleuchte Messing;4006381333931;4,2;Erle;Lichtwerk;Messing\n"
         "LE-2 rot;Tischleuchte Messing;3017620422003;1,9;Erle;Lichtwerk;Messing\n"
         "LE-3 rot;Pendelleuchte Glas;4006381333931;2,4;Ahorn;Lichtwerk;Glas\n");
    model()->setMade({catalogue::parseTarget(u"data.label"_s).value(), {5, 4}, u" "_s, {}});
    model()->setMade({catalogue::parseTarget(u"data.maker.name"_s).value(), {}, u"Lichtwerk GmbH"_s, {}});
    QVERIFY(model()->setData(model()->index(3, ColumnsModel::Type), u"Number, 1,5"_s));
    table()->setCurrentIndex(model()->index(0, 0));

    QVERIFY(whatWasPostedHasArrived()); // what is laid out later
    const QPixmap page = m_page->grab();

    QVERIFY(!page.isNull());
    const QString folder = qEnvironmentVariable("CHANCERY_SHOTS");
    if (folder.isEmpty())
        return;
    const QString suffix = dark ? u"-dark.png"_s : u"-light.png"_s;
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(page.save(QDir(folder).filePath(u"columns"_s + suffix)));
    click("joinColumns");
    auto *join = dialog<MadeValueDialog>();
    join->findChild<QListWidget *>(u"madeParts"_s)->item(1)->setCheckState(Qt::Checked);
    join->findChild<QListWidget *>(u"madeParts"_s)->item(5)->setCheckState(Qt::Checked);
    QVERIFY(join->grab().save(QDir(folder).filePath(u"join"_s + suffix)));
}

QTEST_MAIN(TestColumnsPage)
#include "tst_columnspage.moc"
