// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/vaultrun.h"
#include "ui/panels/approvals/phonedesk.h"
#include "ui/widgets/card.h"

#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;

namespace chancery {

class PhoneWaitCard;

/// A new item for the vault: its name and one field with its value, sealed here for the phone's own key.
class VaultStoreCard : public QWidget
{
    Q_OBJECT

public:
    explicit VaultStoreCard(const PhoneDesk &desk, QWidget *parent = nullptr);
    ~VaultStoreCard() override;

    bool hasUnsavedWork() const;

Q_SIGNALS:
    void stored();

private:
    void layOut();
    QString missing() const;
    void refresh();
    void store();
    void ended(const PhoneReport &report);

    const PhoneDesk m_desk;
    QLineEdit *m_name;
    QLineEdit *m_type;
    QLineEdit *m_field;
    QLineEdit *m_value;
    QLineEdit *m_description;
    QLabel *m_missing;
    QPushButton *m_store;
    PhoneWaitCard *m_wait;
    QString m_asked;
    std::unique_ptr<VaultStoreRun> m_run;
};

} // namespace chancery
