// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/settlementsmodel.h"

#include <QWidget>

class QLabel;

namespace chancery {

class FilterChip;
class SearchField;
class TemplateBook;

/// What to see of the settlements that are loaded: a search, and chips for state, template, party and day.
class SettlementFilters : public QWidget
{
    Q_OBJECT

public:
    explicit SettlementFilters(QWidget *parent = nullptr);

    /// Offers what there is among the settlements that are known.
    void learn(const SettlementsModel &model, const TemplateBook &templates);
    SettlementFilter filter() const;
    void clear();
    void focusSearch();
    /// A quiet remark at the end: how many are here.
    void setRemark(const QString &remark);

Q_SIGNALS:
    void changed();

private:
    SearchField *m_search;
    FilterChip *m_state;
    FilterChip *m_template;
    FilterChip *m_party;
    FilterChip *m_created;
    QLabel *m_remark;
};

} // namespace chancery
