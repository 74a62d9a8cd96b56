// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/dialogs/approvals/gatekeeper.h"
#include "ui/theme/tokens.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

class QComboBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace chancery {

class Banner;
class Card;
class CountdownRing;

/// Asks another person for a yes to one plan: whom, what their phone shows and the plan's code; then the wait, which
/// can be withdrawn, and how it ended. After a yes it closes by itself. A yes to the same plan that was not used yet is
/// offered first, and a question that waits already is waited for.
class ApprovalDialog : public QDialog
{
    Q_OBJECT

public:
    ApprovalDialog(const GateDesk &desk, const GatedPlan &plan, GateNeed need, QWidget *parent);
    /// What is still awaited is withdrawn: the action it is for is not under way any more.
    ~ApprovalDialog() override;

Q_SIGNALS:
    void approved(const QString &approvalId);

protected:
    void showEvent(QShowEvent *event) override;

private:
    enum class Stage {
        Ready,
        Known, ///< somebody has said yes already
        Waiting,
    };

    void layOut(GateNeed need);
    QWidget *buildCode();
    QWidget *buildPhone();
    QWidget *buildWait();
    void fillWho(GateNeed need);
    void lookForKnown(GateNeed need);
    void takeYes(const ApprovalRecord &record);
    void waitOn(const ApprovalRecord &record);
    void goOn();
    void askNow();
    void askPhone(const Approver &approver);
    void askDesk();
    void waitAtDesk(std::chrono::milliseconds left);
    void lookAtDesk();
    void takeDesk(const ApprovalRecord &record);
    void rings(const QString &id);
    void heard(const QString &id, const QString &status);
    void ended(const QString &id, const ApprovalRunReport &report);
    void tell(Tone tone, const QString &words, const QString &remedy = {});
    void finish(const QString &id);
    void withdraw();
    void setStage(Stage stage);
    void grow();

    const GateDesk m_desk;
    const QPointer<ApprovalRuns> m_phones; ///< which may end before a dialog that is closed with the window
    const GatedPlan m_plan;
    const QString m_message;
    Banner *m_banner;
    QComboBox *m_who;
    Card *m_phone;
    QWidget *m_wait;
    CountdownRing *m_ring;
    QLabel *m_waitWords;
    QPushButton *m_ask;
    QPushButton *m_cancel;
    Stage m_stage = Stage::Ready;
    QString m_whom;  ///< who is asked
    QString m_asked; ///< the approval that is awaited
    QString m_known; ///< one that was given and not used
    bool m_isAtDesk = false;
    QTimer m_look; ///< for an answer at another desk
};

} // namespace chancery
