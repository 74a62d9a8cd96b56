// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/planclasses.h"
#include "ui/panels/imports/plansession.h"
#include "ui/widgets/banner.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace chancery {

class PlanDetail;
class PlanHead;
class PlanRows;
class PlanRowsModel;
class TableView;

/// What sending the checked file would do, row by row, and the one button that sends exactly that.
class PlanPage : public QWidget
{
    Q_OBJECT

public:
    explicit PlanPage(PlanSession &plan, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The person wants what the plan says to be sent.
    void sendWanted();
    /// The file is another and has to be checked again.
    void checkWanted();

private:
    QWidget *createRows();
    QLayout *createFooter();
    void refresh();
    void showRows();
    void showFilter(catalogue::PlanFilter filter);
    void take(qint64 first, const QList<PlannedRow> &rows);
    void showDetail();
    void showBanner();
    void showMoved();
    void showRecertification();
    void showTrouble(const Error &error);
    void tell(const BannerContent &content);
    void showSendButton();
    QString whyNotSend() const;

    PlanSession &m_plan;
    PlanRows *m_rows;
    PlanRowsModel *m_model;
    PlanHead *m_head;
    Banner *m_banner;
    TableView *m_table;
    PlanDetail *m_detail;
    QWidget *m_body = nullptr; ///< rows and detail
    QLabel *m_why;
    QPushButton *m_send;
    SharedPlan m_shown;
    catalogue::PlanFilter m_filter = catalogue::PlanFilter::planned();
    bool m_isNew = false;                ///< the first rows of the filter are on their way
    std::optional<BannerContent> m_told; ///< by the banner now
};

} // namespace chancery
