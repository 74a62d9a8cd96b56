// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/dialogs/connections/fieldgroup.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace chancery {

class Fold;

/// The fields of a connection's credential proxy: which services go through it, and where its token comes from.
class ProxyFields : public FieldGroup
{
    Q_OBJECT

public:
    explicit ProxyFields(QWidget *form);

    void addTo(FieldGrid &grid) override;
    void fill(const Profile &profile) override;
    void read(Profile &now, const Profile &loaded) const override;
    bool isIn(const Profile &profile) const override { return profile.keychains.has_value(); }
    void remark(const Profile &before, const Profile &now) override;
    void setOpen(bool open) override;

private:
    void buildFields();
    void connectFields();
    void showFields();

    Fold *m_fold;
    QCheckBox *m_has;
    QLineEdit *m_base;
    QLineEdit *m_account;
    QLineEdit *m_passports;
    QLineEdit *m_settlements;
    QPlainTextEdit *m_trusted;
    QComboBox *m_tokenFrom;
    QLineEdit *m_program;
    QLineEdit *m_arguments;
    QList<QWidget *> m_rows;    ///< what shows with a proxy only
    QList<QWidget *> m_command; ///< what shows with a program that prints the token only
};

} // namespace chancery
