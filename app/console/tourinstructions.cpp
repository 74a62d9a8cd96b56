// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/tour.h"

#include "ui/panels/instructions/instructionspanel.h"
#include "ui/panels/sections.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QFile>
#include <QLabel>

// The tour through instructions: those there are, one by hand, many from a file.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

const QByteArray columns = "tradeReference,template,role,partyReference,partyName,wallet,timeoutAt,instrument,quantity,"
                           "direction\n";

QByteArray rowOf(const QByteArray &reference, const QByteArray &quantity)
{
    return reference +
           ",cross_platform_dvp,seller,FUND-A,Northwind Fund,0x00000000000000000000000000000000000000a1,"
           "2099-03-31T17:00:00Z,BOND-2031-B," +
           quantity + ",deliver\n";
}

} // namespace

void Tour::openInstructions(const QString &file, const QByteArray &content)
{
    act(
        file,
        [this, file, content] {
            QFile out(m_files.filePath(file));
            if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
                return end(1, u"the file of instructions could not be written"_s);
            out.close();
            find<InstructionsPanel>(u"instructionsSection"_s)->openFile(out.fileName());
        },
        sees(u"instructionsTable"_s));
}

/// One that is matched, and one that waits.
void Tour::planInstructionList()
{
    go(u"settlements"_s);
    act(
        u"instructions"_s, [this] { find<SectionsPanel>(u"settlementsPanel"_s)->showSection(u"instructions"_s); },
        sees(u"settlementsPanel"_s));
    shoot(u"instructions"_s, [this] {
        const QAbstractItemView *table = rows(u"instructionsTable"_s);
        return table && table->model()->rowCount() > 3;
    });
    choose(u"instructionsFilter"_s, u"Matched"_s);
    shoot(u"instructions-matched"_s, sees(u"otherSide"_s));
    choose(u"instructionsFilter"_s, u"Pending match"_s);
    click(u"cancelInstruction"_s);
    shoot(u"instructions-cancel"_s, canClick(u"cancelKeep"_s));
    click(u"cancelKeep"_s);
    faults(u"{\"method\":\"GET\",\"path\":\"*/v1/instructions\",\"effect\":\"status\",\"status\":403}"_s);
    choose(u"instructionsFilter"_s, u"Every status"_s);
    shoot(u"instructions-failed"_s, sees(u"banner.headline"_s));
    faults({});
}

void Tour::planInstructionForm()
{
    click(u"newInstruction"_s);
    waitFor(u"the templates"_s, [this] {
        const auto *choice = find<QComboBox>(u"instruction.template"_s);
        return choice && choice->count() > 2;
    });
    shoot(u"instructions-new"_s, canClick(u"instructionNext"_s));
    click(u"instructionNext"_s);
    shoot(u"instructions-new-problems"_s, sees(u"problem.instruction.party"_s));
    choose(u"instruction.template"_s, u"Cross-platform DvP"_s);
    type(u"instruction.party"_s, u"FUND-A"_s);
    type(u"instruction.name"_s, u"Northwind Fund"_s);
    type(u"instruction.wallet"_s, u"0x00000000000000000000000000000000000000a1"_s);
    type(u"legQuantity0"_s, u"1000000"_s);
    type(u"legInstrument0"_s, u"BOND-2031-B"_s);
    type(u"legQuantity1"_s, u"998750.50"_s);
    type(u"legInstrument1"_s, u"EUR-TOKEN"_s);
    click(u"instructionNext"_s);
    shoot(u"instructions-review"_s, sees(u"instructionConsequence"_s));
    faults(u"{\"method\":\"POST\",\"path\":\"*/v1/instructions\",\"effect\":\"status\",\"status\":422}"_s);
    click(u"instructionNext"_s);
    shoot(u"instructions-refused"_s, sees(u"banner.headline"_s));
    faults({});
    click(u"instructionNext"_s);
    shoot(u"instructions-submitted"_s, [this] {
        const auto *reference = find<QLabel>(u"instructionReference"_s);
        return reference && reference->text().startsWith(u"TR-") && canClick(u"newInstruction"_s)();
    });
}

void Tour::planInstructionFile()
{
    openInstructions(u"wrong.csv"_s, columns + rowOf("DESK-1", "100") + rowOf("DESK-2", "1.000.000") +
                                         rowOf("DESK-3", "-5") + rowOf("DESK-1", "100"));
    shoot(u"instructions-file"_s, canClick(u"instructionFileSubmit"_s));
    faults(u"{\"method\":\"POST\",\"path\":\"*/v1/instructions\",\"effect\":\"status\",\"status\":422,\"nth\":2}"_s);
    click(u"instructionFileSubmit"_s);
    shoot(u"instructions-file-ended"_s, canClick(u"instructionFileExport"_s));
    faults({});
    leave();
    openInstructions(u"unusable.csv"_s, "tradeReference,role,quantity\nDESK-1,seller,100\n");
    shoot(u"instructions-file-unusable"_s, [this] {
        const QAbstractItemView *table = rows(u"instructionFileRows"_s);
        return table && table->model()->rowCount() > 3;
    });
    leave();
}

void Tour::planInstructions()
{
    planInstructionList();
    planInstructionForm();
    planInstructionFile();
}

} // namespace chancery
