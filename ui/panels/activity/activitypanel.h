// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/ledger.h"
#include "ui/panels/panel.h"

#include <QDateTime>
#include <QTimer>

#include <memory>
#include <optional>

class QPushButton;

namespace chancery {

class AuditDetail;
class AuditFilters;
class AuditList;
class Banner;
class PanelHeader;
class StatePill;

/// What happened and who did it: the ledger's audit log, the verdict on its chain, and its export. It needs no service.
/// While it is on show it looks for new entries, whoever wrote them.
class ActivityPanel : public Panel
{
    Q_OBJECT

public:
    /// The ledger outlives the panel.
    explicit ActivityPanel(Ledger &ledger, QWidget *parent = nullptr);
    ~ActivityPanel() override;

    QString title() const override { return tr("Activity"); }
    QString iconName() const override { return QStringLiteral("activity"); }
    /// Reads and verifies again.
    void refresh() override;

    /// Writes the log to a file, and says what to do with it.
    void exportTo(const QString &file);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void addShortcuts();
    void verify();
    void takeVerdict(const Result<ChainVerdict> &verdict);
    void showVerdict();
    enum class Then {
        Tell,   ///< that there are entries that nobody has verified
        Verify, ///< them as well
    };
    void lookForNewer(Then then);
    void takeFacets(const AuditFacets &facets);
    void fail(const Error &error);
    void chooseExport();
    void tellExported(const QString &file, qint64 entries);

    Ledger &m_ledger;
    PanelHeader *m_header = nullptr;
    StatePill *m_standing = nullptr;
    QPushButton *m_verify = nullptr;
    QPushButton *m_export = nullptr;
    Banner *m_banner = nullptr;
    AuditFilters *m_filters = nullptr;
    AuditList *m_list = nullptr;
    AuditDetail *m_detail = nullptr;
    std::unique_ptr<QObject> m_verifying;
    std::optional<ChainVerdict> m_verdict;
    QDateTime m_verified;
    AuditFacets m_facets;
    QTimer m_look;
};

} // namespace chancery
