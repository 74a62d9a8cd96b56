// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/tour.h"

#include "app/console/application.h"

#include "ui/mainwindow.h"
#include "ui/models/passportcolumns.h"
#include "ui/panels/imports/importspanel.h"

#include <QAbstractItemView>
#include <QDialog>
#include <QFile>
#include <QLabel>

// The tour through the steps of an import.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

const QString listPath = u"/v1/dpp/passports"_s;
constexpr int fewRows = 6;

} // namespace

/// A label that begins so.
Tour::Condition Tour::reads(const QString &objectName, const QString &text) const
{
    return [this, objectName, text] {
        const auto *label = find<QLabel>(objectName);
        return label && label->text().startsWith(text);
    };
}

void Tour::openImport(const QString &file)
{
    act(file, [this, file] { imports()->openFile(m_files.filePath(file)); });
}

void Tour::planFile()
{
    act(u"the sample"_s, [this] { QFile::copy(u":/samples/catalogue.csv"_s, m_files.filePath(u"catalogue.csv"_s)); });
    act(u"a faulty file"_s, [this] { writeFaultyFile(); });
    go(u"imports"_s);
    shoot(u"imports-file"_s);
    openImport(u"missing.csv"_s);
    shoot(u"imports-no-file"_s, sees(u"banner"_s));
    click(u"chooseFile"_s);
    shoot(u"imports-choose"_s, sees(u"chooseFileDialog"_s));
    leave();
    openImport(u"catalogue.csv"_s);
    shoot(u"imports-columns"_s, canClick(u"nextStep"_s));
    click(u"nextStep"_s);
    shoot(u"imports-check"_s, canClick(u"planImport"_s));
    click(u"planImport"_s);
    shoot(u"imports-plan"_s, canClick(u"startImport"_s));
}

void Tour::planRun()
{
    const auto moved = [this] {
        const auto *label = find<QLabel>(u"settledLabel"_s);
        return label && !label->text().startsWith(u'0');
    };
    click(u"startImport"_s);
    shoot(u"imports-run"_s, moved);
    go(u"passports"_s);
    shoot(u"passports-while-importing"_s);
    go(u"imports"_s);
    shoot(u"imports-report"_s, canClick(u"anotherFile"_s));
    shoot(u"imports-outcome"_s, reads(u"outcomeText"_s, u"It came as planned"_s));
    click(u"anotherFile"_s);
    openImport(u"catalogue.csv"_s);
    click(u"nextStep"_s);
    click(u"planImport"_s);
    shoot(u"imports-plan-empty"_s, reads(u"planHeadline"_s, u"There is nothing to send"_s));
}

/// New values for passports that are there, published ones among them, and a new one.
void Tour::writeCorrections()
{
    QFile file(m_files.filePath(u"corrections.csv"_s));
    if (!file.open(QIODevice::WriteOnly))
        return end(1, u"the corrections could not be written"_s);
    const QAbstractItemModel *passports = rows(u"passportsTable"_s)->model();
    const auto text = [passports](int row, int column) { return passports->index(row, column).data().toString(); };
    file.write("sku,name,material\nLAMP-OAK-02,Oak floor lamp,Oak\n");
    for (const QString &status : {u"Published"_s, u"Draft"_s}) {
        int taken = 0;
        for (int row = 0; row < passports->rowCount() && taken < fewRows; ++row) {
            if (text(row, PassportColumn::Status) != status || text(row, PassportColumn::Level) != u"Model"_s)
                continue;
            ++taken;
            file.write(u"%1,\"%2, revised\",\"Calf leather, revised\"\n"_s
                           .arg(text(row, PassportColumn::Number), text(row, PassportColumn::Name))
                           .toUtf8());
        }
    }
}

/// A plan with updates, of which some re-certify; it moves before it is sent.
void Tour::planChanges()
{
    go(u"imports"_s);
    openImport(u"corrections.csv"_s);
    click(u"nextStep"_s);
    click(u"planImport"_s);
    act(
        u"an update"_s,
        [this] { rows(u"planRows"_s)->setCurrentIndex(rows(u"planRows"_s)->model()->index(fewRows + 1, 0)); },
        [this] {
            const QAbstractItemView *plan = rows(u"planRows"_s);
            return plan && plan->model()->rowCount() > fewRows + 1;
        });
    shoot(u"imports-plan-updates"_s);
    click(u"showRecertified"_s);
    shoot(u"imports-plan-recertifies"_s);
    go(u"passports"_s);
    click(u"newPassport"_s);
    type(u"new.modelNumber"_s, u"LAMP-OAK-02"_s);
    type(u"new.name"_s, u"Oak reading lamp"_s);
    click(u"new.create"_s);
    waitFor(u"the new passport"_s, [this] { return !find<QDialog>(u"newPassportDialog"_s); });
    go(u"imports"_s);
    click(u"startImport"_s);
    shoot(u"imports-plan-moved"_s, sees(u"acceptMoved"_s));
    click(u"acceptMoved"_s);
    faults(u"{\"method\":\"POST\",\"path\":\"/v1/imports\",\"effect\":\"status\",\"status\":503,\"retryAfter\":2}"_s);
    click(u"startImport"_s);
    shoot(u"imports-waiting"_s, [this] {
        const auto *label = find<QLabel>(u"paceLabel"_s);
        return label && label->text().contains(u"2 s"_s);
    });
    faults({});
    shoot(u"imports-outcome-updates"_s, reads(u"outcomeText"_s, u"It came as planned"_s));
}

/// Rows with each kind of finding, and some that only the service refuses.
void Tour::writeFaultyFile()
{
    QFile sample(u":/samples/catalogue.csv"_s);
    QFile faulty(m_files.filePath(u"spring-catalogue.csv"_s));
    if (!sample.open(QIODevice::ReadOnly) || !faulty.open(QIODevice::WriteOnly))
        return end(1, u"the sample could not be read"_s);
    faulty.write("sku,name,gtin,material,network\n");
    for (int row = 1; row <= 120; ++row) {
        const QByteArray number = QByteArray::number(row).rightJustified(3, '0');
        const QByteArray network = row % 17 == 0 ? "StarknetVenus" : row % 40 == 0 ? "BaseAtlantis" : "";
        const QByteArray gtin = row % 25 == 0 ? "4006381333932" : "4006381333931";
        faulty.write((row % 30 == 0 ? QByteArray() : "SPR-" + number) + ",Spring wallet " + number + ',' + gtin +
                     ",Calf leather," + network + (row % 50 == 0 ? ",one too many\n" : "\n"));
    }
    faulty.write("SPR-001,Spring wallet again,4006381333931,Calf leather,\n");
}

void Tour::planFaultyRun()
{
    click(u"anotherFile"_s);
    openImport(u"spring-catalogue.csv"_s);
    shoot(u"imports-columns-network"_s, canClick(u"nextStep"_s));
    click(u"nextStep"_s);
    shoot(u"imports-check-findings"_s, canClick(u"planImport"_s));
    click(u"planImport"_s);
    waitFor(u"the plan"_s, canClick(u"startImport"_s));
    faults(u"{\"method\":\"GET\",\"path\":\"%1\",\"effect\":\"delay\",\"ms\":2500}"_s.arg(listPath));
    click(u"planAnew"_s);
    shoot(u"imports-plan-reading"_s, sees(u"planWithOlder"_s));
    faults({});
    click(u"startImport"_s);
    shoot(u"imports-report-failures"_s, canClick(u"anotherFile"_s));
    planFixFailed();
    planFixEarlier();
    openEarlier(1);
    shoot(u"imports-earlier"_s);
}

} // namespace chancery
