// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/settlementsmodel.h"

#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"
#include "ui/words/settlementtext.h"
#include "ui/words/statetext.h"

// What stands in the cells of settlements.

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::Settlement;
using keystone::StateKind;

namespace {

constexpr qint64 urgentSeconds = 3600;
constexpr qsizetype mostTipLines = 12;

QString partiesTip(const Settlement &settlement)
{
    QStringList lines;
    for (const keystone::Party &party : settlement.parties)
        lines << party.role + u": "_s + partyName(party);
    return lines.join(u'\n');
}

QString legsTip(const Settlement &settlement)
{
    QStringList lines;
    for (const keystone::Leg &leg : settlement.legs) {
        if (lines.size() == mostTipLines) {
            lines << SettlementsModel::tr("and %1 more").arg(settlement.legs.size() - mostTipLines);
            break;
        }
        lines << u"%1 %2 %3 %4"_s.arg(leg.partyRole, leg.direction, amountText(leg.quantity), leg.instrumentId);
    }
    return lines.join(u'\n');
}

QString ageText(const QDateTime &created, const QDateTime &now)
{
    const qint64 seconds = std::max<qint64>(0, created.secsTo(now));
    if (!created.isValid())
        return {};
    if (seconds < 60)
        return SettlementsModel::tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return SettlementsModel::tr("%1 min").arg(seconds / 60);
    if (seconds < 48 * 3600)
        return SettlementsModel::tr("%1 h").arg(seconds / 3600);
    return SettlementsModel::tr("%1 d").arg(seconds / (24 * 3600));
}

} // namespace

Tone toneOf(StateKind kind)
{
    switch (kind) {
    case StateKind::Success:
        return Tone::Good;
    case StateKind::Failure:
        return Tone::Bad;
    case StateKind::Active:
        return Tone::Accent;
    case StateKind::Start:
    case StateKind::Waiting:
    case StateKind::Unknown:
        break;
    }
    return Tone::Neutral;
}

Tone toneOfState(const QString &state, const keystone::TemplateConfig *config)
{
    return keystone::mayAwaitDecision(state, config) ? Tone::Attention : toneOf(keystone::kindOf(state, config));
}

QString SettlementsModel::templateName(const Settlement &settlement) const
{
    const keystone::SettlementTemplate *const found = m_templates(settlement);
    return found ? found->name : settlement.templateSlug;
}

const keystone::TemplateConfig *SettlementsModel::configOf(const Settlement &settlement) const
{
    const keystone::SettlementTemplate *const found = m_templates(settlement);
    return found ? &found->config : nullptr;
}

void SettlementsModel::templatesChanged()
{
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void SettlementsModel::tick(int first, int last, const QDateTime &now)
{
    m_now = now;
    last = std::min(last, rowCount() - 1);
    if (first >= 0 && first <= last)
        Q_EMIT dataChanged(index(first, Age), index(last, TimeLeft), {Qt::DisplayRole, ToneRole});
}

void SettlementsModel::setMarks(const QHash<QString, QString> &marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, State));
}

int SettlementsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SettlementsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant SettlementsModel::display(const Entry &entry, int column) const
{
    const Settlement &settlement = entry.settlement;
    const bool isFinal = keystone::isFinal(settlement.state, configOf(settlement));
    switch (column) {
    case Parties:
        return entry.parties;
    case Legs:
        return entry.legs;
    case State:
        return m_marks.value(settlement.id, stateName(settlement.state));
    case Age:
        return ageText(settlement.createdAt, m_now);
    case TimeLeft:
        return isFinal ? QString() : countdownText(settlement.timeoutAt, m_now);
    case Reference:
        return referenceText(settlement);
    case Template:
        return templateName(settlement);
    default:
        return {};
    }
}

QVariant SettlementsModel::hint(const Entry &entry, int column) const
{
    const Settlement &settlement = entry.settlement;
    switch (column) {
    case Parties:
        return partiesTip(settlement);
    case Legs:
        return legsTip(settlement);
    case State:
        return settlement.state;
    case Age:
        return exactText(settlement.createdAt);
    case TimeLeft:
        return exactText(settlement.timeoutAt);
    case Reference:
        return settlement.externalReference.isEmpty() ? settlement.id
                                                      : QString(settlement.externalReference + u'\n' + settlement.id);
    default:
        return {};
    }
}

QVariant SettlementsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = *m_rows[index.row()];
    const Settlement &settlement = entry.settlement;
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return display(entry, column);
    case Qt::ToolTipRole:
        return hint(entry, column);
    case Qt::TextAlignmentRole:
        return column == Age || column == TimeLeft ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case SettlementIdRole:
        return settlement.id;
    case CopyRole:
        if (column == State || column == Age || column == TimeLeft)
            return column == State
                       ? settlement.state
                       : (column == Age ? settlement.createdAt : settlement.timeoutAt).toUTC().toString(Qt::ISODate);
        return column == Reference && settlement.externalReference.isEmpty() ? QVariant(settlement.id) : QVariant();
    case ToneRole:
        if (column == State)
            return int(m_marks.contains(settlement.id) ? Tone::Unknown
                                                       : toneOfState(settlement.state, configOf(settlement)));
        if (column == TimeLeft && settlement.timeoutAt.isValid() && m_now.secsTo(settlement.timeoutAt) < urgentSeconds)
            return int(Tone::Attention);
        return {};
    default:
        return {};
    }
}

QVariant SettlementsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == Age || section == TimeLeft))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Parties:
        return tr("Parties");
    case Legs:
        return tr("Legs");
    case State:
        return tr("State");
    case Age:
        return tr("Age");
    case TimeLeft:
        return tr("Time left");
    case Reference:
        return tr("Reference");
    case Template:
        return tr("Template");
    default:
        return {};
    }
}

} // namespace chancery
