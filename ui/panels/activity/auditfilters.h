// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/auditlog.h"

#include <QWidget>

class QDateEdit;

namespace chancery {

class FilterChip;
class SearchField;

/// What the audit log is narrowed by: words, kind, person and time.
class AuditFilters : public QWidget
{
    Q_OBJECT

public:
    explicit AuditFilters(QWidget *parent = nullptr);

    /// Without limit and place.
    AuditQuery query() const;
    bool isActive() const;
    void clear();
    void focusSearch();
    /// Looks for this, and for nothing else.
    void searchOnly(const QString &text);
    /// What there is to choose from.
    void setFacets(const AuditFacets &facets);

Q_SIGNALS:
    void changed();

private:
    void layOut();
    void showRange();
    std::pair<QDate, QDate> days() const;

    SearchField *m_search;
    FilterChip *m_event;
    FilterChip *m_user;
    FilterChip *m_time;
    QWidget *m_range;
    QDateEdit *m_from;
    QDateEdit *m_to;
};

} // namespace chancery
