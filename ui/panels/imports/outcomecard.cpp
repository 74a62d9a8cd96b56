// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/outcomecard.h"

#include "ui/models/differencesmodel.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"
#include "ui/words/errortext.h"
#include "ui/words/plantext.h"

#include <QLabel>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastNumber = 112; ///< a dozen characters
constexpr int leastPlanned = 76; ///< "create"
constexpr int usualWidth = 420;

} // namespace

OutcomeCard::OutcomeCard(QWidget *parent)
    : Card(tr("Otherwise than planned"), parent)
    , m_differences(new DifferencesModel(this))
    , m_text(new QLabel(parent))
    , m_table(new TableView(this))
{
    setObjectName(u"outcomeCard"_s);
    m_text->setObjectName(u"outcomeText"_s);
    m_text->setWordWrap(true);
    setType(*m_text, Type::Secondary);
    m_table->setObjectName(u"outcomeDifferences"_s);
    m_table->setAccessibleName(tr("Rows that ended otherwise than planned"));
    m_table->setModel(m_differences);
    m_table->setItemDelegateForColumn(DifferencesModel::Found, new StatePillDelegate(m_table));
    m_table->setStretchColumn(DifferencesModel::Found);
    m_table->setLeastWidth(DifferencesModel::Number, leastNumber);
    m_table->setLeastWidth(DifferencesModel::Planned, leastPlanned);
    m_table->setLeastWidth(DifferencesModel::Found,
                           pillSize(findingWord(RowFinding::OtherContent)).width() + space::small);
    setFlush();
    m_table->setFrameShape(QFrame::NoFrame);
    body()->addWidget(m_table, 1);
    clear();
}

QSize OutcomeCard::sizeHint() const
{
    return {usualWidth, Card::sizeHint().height()};
}

void OutcomeCard::clear()
{
    m_followed.reset();
    m_differences->setDifferences({});
    m_text->hide();
    hide();
}

void OutcomeCard::follow(OutcomeCheck &check)
{
    clear();
    m_followed = std::make_unique<QObject>();
    if (check.stage() == OutcomeCheck::Stage::Reading)
        showProgress(check);
    connect(&check, &OutcomeCheck::progressed, m_followed.get(), [this, &check] { showProgress(check); });
    connect(&check, &OutcomeCheck::compared, m_followed.get(), [this](const PlanOutcome &outcome) { show(outcome); });
    connect(&check, &OutcomeCheck::notKept, m_followed.get(), [this](const Error &error) {
        tell(tr("%1 The history will not show it. %2").arg(m_text->text(), describe(error).headline));
    });
    connect(&check, &OutcomeCheck::failed, m_followed.get(), [this](const Error &error) {
        tell(tr("The outcome could not be compared with the plan. %1").arg(describe(error).headline));
    });
}

void OutcomeCard::showProgress(const OutcomeCheck &check)
{
    using Stage = OutcomeCheck::Stage;
    const SyncProgress &sync = check.syncProgress();
    m_text->setVisible(check.stage() == Stage::Reading || check.stage() == Stage::Comparing);
    if (check.stage() == Stage::Comparing)
        m_text->setText(tr("Comparing the plan with its outcome."));
    else if (sync.trouble)
        m_text->setText(tr("The passports are to be read again, to compare the plan with its outcome. %1")
                            .arg(describe(*sync.trouble).headline));
    else
        m_text->setText(tr("Reading the passports again, to compare the plan with its outcome: %1 of %2.")
                            .arg(numberText(sync.read), numberText(sync.total)));
}

void OutcomeCard::tell(const QString &text)
{
    m_text->show();
    m_text->setText(text);
}

void OutcomeCard::show(const PlanOutcome &outcome)
{
    tell(outcomeSentence(outcome));
    m_differences->setDifferences(outcome.differences());
    setRemark(
        outcome.differing() > outcome.differences().size()
            ? tr("the first %1 of %2").arg(numberText(outcome.differences().size()), numberText(outcome.differing()))
            : QString());
    setVisible(outcome.differing() > 0);
}

} // namespace chancery
