// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/settlements/decisionprogress.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/texts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int permille = 1000;

} // namespace

QString countsText(const DecisionCounts &counts)
{
    QStringList words;
    const auto add = [&words](qsizetype count, const QString &text) {
        if (count > 0)
            words << text.arg(numberText(count));
    };
    add(counts.done, DecisionProgress::tr("%1 done"));
    add(counts.prepared, DecisionProgress::tr("%1 prepared"));
    add(counts.failed, DecisionProgress::tr("%1 failed"));
    add(counts.unknown, DecisionProgress::tr("%1 unknown"));
    add(counts.notSent, DecisionProgress::tr("%1 not sent"));
    add(counts.open(), DecisionProgress::tr("%1 not begun"));
    return words.join(u", "_s);
}

DecisionProgress::DecisionProgress(QWidget *parent)
    : QWidget(parent)
    , m_words(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_stop(new QPushButton(tr("&Stop"), this))
{
    setObjectName(u"decisionProgress"_s);
    m_words->setObjectName(u"decisionProgressText"_s);
    m_bar->setObjectName(u"decisionProgressBar"_s);
    m_bar->setAccessibleName(tr("Decisions that have ended"));
    m_bar->setRange(0, permille);
    m_bar->setTextVisible(false);
    m_stop->setObjectName(u"stopDecisions"_s);
    m_stop->setToolTip(tr("Lets the decision under way end and sends no other"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::medium);
    row->addWidget(m_words);
    row->addWidget(m_bar, 1);
    row->addWidget(m_stop);
    setVisible(false);
    connect(m_stop, &QPushButton::clicked, this, &DecisionProgress::stopWanted);
}

void DecisionProgress::show(const DecisionCounts &counts, bool isStopping)
{
    const bool isOne = counts.all == 1;
    const QString words = countsText(counts);
    m_words->setText(isOne        ? tr("The decision is under way.")
                     : isStopping ? tr("Stopping after the one under way: %1.").arg(words)
                                  : tr("%1 of %2: %3.").arg(numberText(counts.ended()), numberText(counts.all), words));
    m_bar->setValue(int(counts.ended() * permille / std::max<qsizetype>(1, counts.all)));
    m_bar->setVisible(!isOne);
    m_stop->setVisible(!isOne);
    m_stop->setEnabled(!isStopping);
    setVisible(true);
}

} // namespace chancery
