// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/vaultrun.h"
#include "ui/panels/approvals/phonedesk.h"
#include "ui/panels/panel.h"

#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace chancery {

class Banner;
class Card;
class PhoneWaitCard;
class SecretBox;
class VaultStoreCard;

/// The vault on somebody's phone: one value at a time is asked for, shown masked and copied with a countdown, and never
/// kept; a new item goes there sealed, so that the service can't read it.
class VaultSection : public Panel
{
    Q_OBJECT

public:
    explicit VaultSection(PhoneDesk desk, QWidget *parent = nullptr);
    ~VaultSection() override;

    QString title() const override { return tr("Vault"); }
    QString iconName() const override { return QStringLiteral("lock"); }
    void refresh() override;
    bool hasUnsavedWork() const override;
    QString unsavedWork() const override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void layOut();
    Card *buildRead();
    VaultWish wish() const;
    QString missing() const;
    void refreshForm();
    void listItems();
    void read();
    void ended(const PhoneReport &report);

    const PhoneDesk m_desk;
    Banner *m_banner;
    QComboBox *m_item;
    QRadioButton *m_sealed;
    QRadioButton *m_open;
    QLineEdit *m_field;
    QLineEdit *m_purpose;
    QLabel *m_missing;
    QPushButton *m_ask;
    PhoneWaitCard *m_wait;
    SecretBox *m_value;
    VaultStoreCard *m_store;
    QString m_asked; ///< the item that is awaited
    std::unique_ptr<VaultRead> m_run;
    std::unique_ptr<QObject> m_listing;
    bool m_hasListed = false;
};

} // namespace chancery
