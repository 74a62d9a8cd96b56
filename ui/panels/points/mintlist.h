// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/mint.h"
#include "ui/models/mintsmodel.h"
#include "ui/panels/points/accountnotes.h"
#include "ui/panels/points/pointsdesk.h"

#include <QHash>
#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace chancery {

class MintDetail;
class SearchField;
class TableView;

/// The mints that the ledger keeps of one service, the latest first, with filters and the chosen one below them.
class MintList : public QWidget
{
    Q_OBJECT

public:
    explicit MintList(const PointsDesk &desk, QWidget *parent = nullptr);
    ~MintList() override;

    /// Reads the same list again; selection and place stay.
    void reload();
    /// Reads it again with this one chosen, whatever the filters are.
    void reveal(const QString &mintId);
    /// Only those of the account; empty for all.
    void showAccount(const QString &accountId);
    /// What was seen of a mint; kept while the console runs.
    void setEvidence(const QString &mintId, const MintEvidence &evidence);
    void setLooking(bool isLooking);
    /// Labels are others now.
    void rename() { m_model.rename(); }

Q_SIGNALS:
    void loaded();
    void failed(const chancery::Error &error);
    void lookWanted(const chancery::MintRecord &record);
    void closeWanted(const chancery::MintRecord &record);
    /// The orders of its wallet, or of its account where no wallet is known.
    void ordersWanted(const QString &id);

private:
    using Records = Result<QList<MintRecord>>;
    enum class Read {
        Anew, ///< another filter
        Again,
        Further,
    };

    /// What the text is looked for in.
    enum class By { Account, Operator, Batch };

    QWidget *buildFilters();
    void fillChoices();
    void nameSearch();
    By by() const;
    QWidget *buildContent();
    void buildTable();
    void buildPages();
    void clearFilters();
    MintQuery query() const;
    bool isNarrowed() const;
    void read(Read what);
    void take(Read what, const Records &records);
    void keepChosen(const QString &id);
    void choose();
    const MintRecord *chosen() const;
    void showSummary();

    PointsDesk m_desk;
    AccountNotes m_notes;
    MintsModel m_model;
    QHash<QString, MintEvidence> m_evidence;
    QWidget *m_filters = nullptr;
    QComboBox *m_which;
    QComboBox *m_by;
    SearchField *m_text;
    QLabel *m_summary;
    TableView *m_table;
    MintDetail *m_detail;
    QPushButton *m_more;
    QStackedWidget *m_pages;
    QString m_wanted;
    bool m_hasMore = false;
    std::unique_ptr<QObject> m_reading; ///< the latest wins
};

} // namespace chancery
