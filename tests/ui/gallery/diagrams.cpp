// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/gallery/pages.h"

#include "tests/ui/widgets/drawntemplate.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/card.h"
#include "ui/widgets/statediagram.h"

#include <QBoxLayout>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace chancery::gallery {

namespace {

struct Drawing
{
    QString title;
    QString ways;
    QStringList visited;
    QString current;
    int width = 640;
};

QWidget *drawing(const Drawing &drawing)
{
    auto *card = new Card(drawing.title);
    auto *diagram = new StateDiagram;
    diagram->show(drawnTemplate(drawing.ways), drawing.visited, drawing.current);
    diagram->setFixedWidth(drawing.width);
    card->body()->addWidget(diagram);
    return card;
}

QWidget *pageOf(const QList<QList<Drawing>> &columns)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::large);
    for (const QList<Drawing> &drawings : columns) {
        auto *column = new QVBoxLayout;
        row->addLayout(column);
        for (const Drawing &one : drawings)
            column->addWidget(drawing(one));
        column->addStretch(1);
    }
    auto *pane = new QScrollArea;
    pane->setWidgetResizable(true);
    pane->setFrameShape(QFrame::NoFrame);
    pane->setWidget(page(row));
    return pane;
}

QString chain(int count)
{
    QString ways;
    for (int i = 0; i < count; ++i)
        ways += u"STEP_%1 > STEP_%2"_s.arg(i).arg(i + 1) + (i % 7 == 3 ? u" FAIL_%1;"_s.arg(i) : u";"_s);
    return ways + u"STEP_%1 > DONE"_s.arg(count);
}

} // namespace

QWidget *diagramsPage()
{
    return pageOf({{{u"Waits for a decision"_s, crossPlatformWays(), {u"INSTRUCTED"_s}, u"COMPLIANCE_CHECKING"_s, 700},
                    {u"By itself"_s, escrowWays(), {}, {}, 700},
                    {u"Rolled back"_s,
                     escrowWays(),
                     {u"INSTRUCTED"_s, u"AWAITING_CONFIRMATION"_s, u"COMPLIANCE_CHECKING"_s},
                     u"ROLLED_BACK"_s,
                     700}},
                   {{u"Twice through"_s,
                     repoWays(),
                     {u"INSTRUCTED"_s, u"COMPLIANCE_CHECKING"_s, u"COMPLIANCE_CLEARED"_s, u"AWAITING_DEPOSITS"_s},
                     u"COMPLIANCE_CHECKING"_s,
                     440},
                    {u"Done"_s, paymentWays(), {u"INSTRUCTED"_s, u"EXECUTING_SWAP"_s}, u"FINALIZED"_s, 440}}});
}

QWidget *oddDiagramsPage()
{
    return pageOf({{{u"Long"_s, chain(24), {u"STEP_0"_s, u"STEP_1"_s, u"STEP_2"_s}, u"STEP_3"_s, 640},
                    {u"Unknown state"_s, paymentWays(), {u"INSTRUCTED"_s}, u"ON_HOLD_BY_THE_REGULATOR"_s, 640}},
                   {{u"Detours, circles, apart"_s,
                     u"開始 > التحقق 審査 DETOUR; التحقق > 審査; 審査 > 開始 Überweisung_an_die_Verwahrstelle 審査;"
                     "DETOUR > SECOND FAIL_1; SECOND > Überweisung_an_die_Verwahrstelle;"
                     "Überweisung_an_die_Verwahrstelle > DONE_完了 FAIL_1 FAIL_2 FAIL_3 FAIL_4 FAIL_5 FAIL_6;"
                     "LOST > STRAY; STRAY > FAIL_1"_s,
                     {},
                     {},
                     600},
                    {u"Only an end"_s, u"DONE"_s, {}, u"DONE"_s, 600}}});
}

} // namespace chancery::gallery
