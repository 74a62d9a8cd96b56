// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/publishdialog.h"

#include "core/keyban/calls.h"
#include "ui/models/passportwords.h"
#include "ui/theme/style.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"
#include "ui/words/errortext.h"
#include "ui/words/plantext.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardItemModel>

// What the dialog does; where its parts are is in publishdialoglayout.cpp.

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using keyban::Passport;

namespace {

constexpr int chosenColumn = 3;
constexpr int outcomeColumn = 4;
constexpr int idRole = Qt::UserRole;
constexpr auto progressEvery = 100ms; ///< outcomes come one by one, in their thousands

struct OutcomeWords
{
    Tone tone;
    QString word;
};

OutcomeWords wordsOf(RowOutcome outcome)
{
    switch (outcome) {
    case RowOutcome::Done:
        return {Tone::Good, PublishDialog::tr("Published")};
    case RowOutcome::Failed:
        return {Tone::Bad, PublishDialog::tr("Failed")};
    case RowOutcome::Unknown:
        return {Tone::Unknown, PublishDialog::tr("Unknown")};
    case RowOutcome::NotSent:
        break;
    }
    return {Tone::Neutral, PublishDialog::tr("Not sent")};
}

/// The first characters of the plan's hash, in pairs.
QString codeOf(const QString &hash)
{
    QStringList pairs;
    for (int i = 0; i < 8 && i + 1 < hash.size(); i += 2)
        pairs << hash.mid(i, 2).toUpper();
    return pairs.join(u' ');
}

} // namespace

PublishDialog::PublishDialog(const PublishOrder &order, QWidget *parent)
    : QDialog(parent)
    , m_run(order.client, order.chosen, order.pace, order.gate)
    , m_keeper(order.keeper)
    , m_rows(new QStandardItemModel(this))
{
    setObjectName(u"publishDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Publish drafts"));
    build(order.place);
    connectParts();
    prepare();
}

void PublishDialog::connectParts()
{
    connect(&m_run, &PublishRun::listed, this, [this](qint64 rows) {
        m_summary->setText(tr("Working out what would be published: %1 rows read.").arg(numberText(rows)));
    });
    connect(&m_run, &PublishRun::planned, this, &PublishDialog::showPlan);
    connect(&m_run, &PublishRun::planFailed, this, [this](const Error &error) {
        m_busy->stop();
        m_summary->setText(tr("There is no plan, and nothing was published."));
        m_banner->showError(error);
        QPushButton *again = m_banner->addAction(tr("Try again"));
        connect(again, &QPushButton::clicked, this, &PublishDialog::prepare, Qt::QueuedConnection);
    });
    m_progress.setSingleShot(true);
    m_progress.setInterval(progressEvery);
    connect(&m_progress, &QTimer::timeout, this, &PublishDialog::showOutcomes);
    connect(&m_run, &PublishRun::progressed, this, [this] {
        if (!m_progress.isActive())
            m_progress.start();
    });
    connect(&m_run, &PublishRun::published, this, &PublishDialog::published);
    connect(&m_run, &PublishRun::finished, this, &PublishDialog::showEnd);
    connect(m_typed, &QLineEdit::textChanged, this, &PublishDialog::refreshButton);
    connect(m_back, &QPushButton::clicked, this, &PublishDialog::reject);
    connect(m_send, &QPushButton::clicked, this, &PublishDialog::apply);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_stop->setEnabled(false);
        m_run.stop();
    });
}

void PublishDialog::prepare()
{
    m_banner->clear();
    m_busy->start();
    m_confirmation->setVisible(false);
    m_stop->setVisible(false);
    m_send->setEnabled(false);
    m_summary->setText(tr("Working out what would be published."));
    m_run.prepare();
}

void PublishDialog::showPlan()
{
    m_busy->stop();
    const qint64 count = m_run.plan().count();
    fillTable();
    m_summary->setText(countSentence());
    m_warning->setText(warnings().join(u'\n'));
    m_warning->setVisible(!m_warning->text().isEmpty());
    m_code->setText(codeOf(m_run.plan().hash));
    m_typeLabel->setText(tr("Type %1 to confirm").arg(count));
    m_confirmation->setVisible(count > 0);
    m_send->setText(count == 1 ? tr("Publish 1 passport") : tr("Publish %1 passports").arg(numberText(count)));
    m_typed->setFocus();
    refreshButton();
}

QString PublishDialog::countSentence() const
{
    const PublishPlan &plan = m_run.plan();
    if (plan.count() == 0)
        return tr("None of the chosen passports is a draft any more, so there is nothing to publish.");
    QStringList networks;
    const QMap<QString, qint64> counts = plan.countByNetwork();
    for (auto each = counts.begin(); each != counts.end(); ++each)
        networks << tr("%1 on %2").arg(numberText(each.value()), networkText(each.key()));
    const QString what = plan.count() == 1 ? tr("1 draft would be published")
                                           : tr("%1 drafts would be published").arg(numberText(plan.count()));
    return tr("%1: %2. A published passport is public and can't become a draft again.")
        .arg(what, networks.join(u", "_s));
}

QStringList PublishDialog::warnings() const
{
    const PublishPlan &plan = m_run.plan();
    QStringList warnings;
    if (!plan.beyond.isEmpty())
        warnings << tr("%1 of them were not chosen: this service can only publish all drafts of a level and number at "
                       "once. They are marked below.")
                        .arg(numberText(plan.beyond.size()));
    if (!plan.noDrafts.isEmpty())
        warnings
            << tr("%1 of the chosen are not drafts any more and are left out.").arg(numberText(plan.noDrafts.size()));
    if (!plan.unreachable.isEmpty())
        warnings << tr("%1 of the chosen have no number that this service can filter by; they are left out.")
                        .arg(numberText(plan.unreachable.size()));
    return warnings;
}

void PublishDialog::fillTable()
{
    QSet<QString> beyond;
    for (const Passport &passport : m_run.plan().beyond)
        beyond.insert(passport.id);
    m_rows->removeRows(0, m_rows->rowCount());
    for (const Passport &passport : m_run.plan().drafts()) {
        const bool chosen = !beyond.contains(passport.id);
        QList<QStandardItem *> items{new QStandardItem(keyText(passport.key)), new QStandardItem(passport.name),
                                     new QStandardItem(networkText(passport.network)),
                                     new QStandardItem(chosen ? tr("Chosen") : tr("Not chosen")), new QStandardItem};
        items[0]->setData(passport.id, idRole);
        items[chosenColumn]->setData(int(chosen ? Tone::Neutral : Tone::Attention), ToneRole);
        m_rows->appendRow(items);
    }
    m_table->setColumnHidden(chosenColumn, beyond.isEmpty());
    m_table->setColumnHidden(outcomeColumn, true);
}

void PublishDialog::refreshButton()
{
    const bool planned = m_run.state() == PublishRun::State::Planned && m_run.plan().count() > 0;
    m_send->setEnabled(planned && m_typed->text().trimmed() == QString::number(m_run.plan().count()));
}

void PublishDialog::apply()
{
    passGate(m_keeper, this, m_run.gatedPlan(), [this](const QString &approvalId) { send(approvalId); });
}

void PublishDialog::send(const QString &approvalId)
{
    m_banner->clear();
    m_busy->start();
    m_confirmation->setVisible(false);
    m_warning->setVisible(false);
    m_send->setVisible(false);
    m_back->setEnabled(false);
    m_stop->setVisible(true);
    m_table->setColumnHidden(outcomeColumn, false);
    m_run.apply(Confirmation::afterReview(keyban::calls::publishPassports, m_run.plan().hash), approvalId);
}

void PublishDialog::showOutcomes()
{
    m_summary->setText(tr("%1 published, %2 failed, %3 unknown, %4 not sent, of %5.")
                           .arg(numberText(m_run.count(RowOutcome::Done)), numberText(m_run.count(RowOutcome::Failed)),
                                numberText(m_run.count(RowOutcome::Unknown)),
                                numberText(m_run.count(RowOutcome::NotSent)), numberText(m_run.plan().count())));
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        const auto known = m_run.outcomes().constFind(m_rows->item(row)->data(idRole).toString());
        if (known != m_run.outcomes().constEnd() && m_rows->item(row, outcomeColumn)->text().isEmpty())
            setOutcome(row, *known);
    }
}

void PublishDialog::setOutcome(int row, const PublishOutcome &outcome)
{
    const OutcomeWords words = wordsOf(outcome.outcome);
    QStandardItem *item = m_rows->item(row, outcomeColumn);
    item->setText(words.word);
    item->setData(int(words.tone), ToneRole);
    if (outcome.error)
        item->setToolTip(describe(*outcome.error).headline);
}

void PublishDialog::showEnd()
{
    m_busy->stop();
    m_stop->setVisible(false);
    m_back->setEnabled(true);
    m_back->setText(tr("Close"));
    m_back->setFocus();
    m_progress.stop();
    showOutcomes();
    const auto &outcomes = m_run.outcomes();
    const auto worst = std::find_if(outcomes.begin(), outcomes.end(), [](const PublishOutcome &o) { return o.error; });
    if (worst != outcomes.end())
        m_banner->showError(*worst->error);
}

void PublishDialog::reject()
{
    if (m_run.state() != PublishRun::State::Applying) // what is on its way is followed to its end
        QDialog::reject();
}

} // namespace chancery
