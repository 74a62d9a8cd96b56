// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/settlement.h"
#include "core/keystone/settlementtemplate.h"
#include "ui/theme/tokens.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QHash>
#include <QSet>

#include <functional>
#include <memory>
#include <string>

namespace chancery {

/// The id of a settlement in a row.
inline constexpr int SettlementIdRole = Qt::UserRole + 1;

/// The tone in which a state is shown everywhere.
Tone toneOf(keystone::StateKind kind);
/// The same where a decision is awaited.
Tone toneOfState(const QString &state, const keystone::TemplateConfig *config);

/// What of the settlements is on show. Empty parts let everything through.
struct SettlementFilter
{
    QString text{};       ///< in parties, reference, instruments, amounts or id
    QString state{};      ///< exactly
    QString templateId{}; ///< exactly
    QString party{};      ///< the name of one, exactly
    QDateTime createdSince{};
    bool isNull() const;
    bool operator==(const SettlementFilter &) const = default;
};

/// Settlements as rows, ordered and filtered here. Rows differ, they are never reset: selection and scroll survive
/// whatever comes and leaves.
class SettlementsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Parties, Legs, State, Age, TimeLeft, Reference, Template, ColumnCount };
    using Templates = std::function<const keystone::SettlementTemplate *(const keystone::Settlement &)>;

    /// `templates` yields null for what is not known.
    explicit SettlementsModel(Templates templates, QObject *parent = nullptr);

    /// Adds settlements, or brings them up to date.
    void take(const QList<keystone::Settlement> &settlements);
    void drop(const QStringList &ids);
    void setFilter(const SettlementFilter &filter);
    const SettlementFilter &filter() const { return m_filter; }
    /// Templates were read since.
    void templatesChanged();
    /// Lets the times of these rows follow the clock; the others follow when they are looked at.
    void tick(int first, int last, const QDateTime &now);
    /// Rows with something to tell beside their state, such as a decision whose end is unknown.
    void setMarks(const QHash<QString, QString> &marks);

    const keystone::Settlement *at(int row) const;
    const keystone::Settlement *find(const QString &id) const;
    /// -1 for one that is not on show.
    int rowOf(const QString &id) const;
    qsizetype known() const { return m_known.size(); }
    /// What there is to filter by, among all that are known, in order.
    QStringList states() const;
    QStringList parties() const;
    QStringList templateIds() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    struct Entry
    {
        keystone::Settlement settlement;
        QString parties;
        QString legs;
        std::string sought; ///< everything that is searched, folded, in UTF-8: found several times as fast
        qint64 time = 0;    ///< what it is ordered by, one or the other
        QString text;
        int row = -1;
        bool isWanted = false;
    };
    using Entries = QList<Entry *>;

    static void describeEntry(Entry &entry);
    void prepareOrder(Entry &entry) const;
    void sortAll();
    enum class Among { All, Shown };
    bool passes(const Entry &entry) const;
    bool isBefore(const Entry &a, const Entry &b) const;
    void rearrange(Among among = Among::All);
    void removeFew();
    void append(const Entries &added);
    void reorder(const Entries &wanted);
    void cutTo(qsizetype count);
    QVariant display(const Entry &entry, int column) const;
    QVariant hint(const Entry &entry, int column) const;
    QString templateName(const keystone::Settlement &settlement) const;
    const keystone::TemplateConfig *configOf(const keystone::Settlement &settlement) const;

    Templates m_templates;
    QHash<QString, std::shared_ptr<Entry>> m_known;
    Entries m_sorted; ///< all that are known
    Entries m_rows;   ///< of these, what is on show
    SettlementFilter m_filter;
    std::string m_soughtText; ///< folded
    QHash<QString, QString> m_marks;
    QDateTime m_now;
    int m_column = TimeLeft;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace chancery
