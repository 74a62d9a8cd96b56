// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/eventstream.h"
#include "core/keyban/loyaltyclient.h"
#include "ui/panels/panel.h"
#include "ui/widgets/timeline.h"

#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace chancery {

class Banner;
class BusyBar;
class Card;
class ElidedLabel;
class EmptyState;
class StatePill;

/// Follows the claim of one passport by the id of its job, as the service tells of it: its states one after another,
/// how it ended, and its transaction.
class ClaimsPanel : public Panel
{
    Q_OBJECT

public:
    explicit ClaimsPanel(keyban::LoyaltyClient &client, QWidget *parent = nullptr);
    ~ClaimsPanel() override;

    QString title() const override { return tr("Claims"); }
    QString iconName() const override { return QStringLiteral("passport"); }
    /// Follows the claim on show again, unless it is followed or over.
    void refresh() override;

private:
    enum class Standing {
        Unasked,
        Following,
        Silent, ///< followed, but nothing comes
        Stopped,
        Broken, ///< the stream ended before the claim did
        Completed,
        Failed,
    };

    void layOut();
    QWidget *makeField();
    QWidget *makeClaim();
    void follow();
    void open(const QString &jobId);
    void stop();
    void close();
    void take(const ServerEvent &event);
    void streamEnded(const std::optional<Error> &error);
    void stand(Standing standing);
    void offerAgain();
    bool isOpen() const { return m_standing == Standing::Following || m_standing == Standing::Silent; }

    keyban::LoyaltyClient &m_client;
    Banner *m_banner;
    QLineEdit *m_field;
    QPushButton *m_follow;
    QPushButton *m_stop;
    BusyBar *m_busy;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    Card *m_card;
    StatePill *m_state;
    QLabel *m_remark;
    Timeline *m_timeline;
    QWidget *m_transaction;
    ElidedLabel *m_hash;
    Standing m_standing = Standing::Unasked;
    QString m_jobId;
    QString m_lastState;
    std::unique_ptr<EventStream> m_stream;
};

} // namespace chancery
