// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/passportcreation.h"
#include "ui/dialogs/dialoghead.h"
#include "ui/models/datadraft.h"

#include <QDialog>

#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;

namespace chancery {

class Banner;
class BusyBar;
class DataForm;

/// A passport written by hand: level and numbers, name, network, data and certified fields, with the JSON that will be
/// sent beside it. A draft unless the person says otherwise, and then twice. Open it with open().
class NewPassportDialog : public QDialog
{
    Q_OBJECT

public:
    NewPassportDialog(keyban::Client &client, const DialogPlace &place, QWidget *parent = nullptr);
    ~NewPassportDialog() override;

    void reject() override;

Q_SIGNALS:
    void created(const chancery::keyban::Passport &passport);
    /// The person would rather see the passport that has these numbers already.
    void existingWanted(const chancery::keyban::Passport &passport);

private:
    void build(const DialogPlace &place);
    QWidget *buildForm(const DialogPlace &place);
    QWidget *buildPreview();
    QWidget *buildButtons();
    void connectParts();
    keyban::PassportDraft draft() const;
    QString missing() const;
    void refresh();
    void create();
    void showEnd(const CreationEnd &end);
    void showDuplicate(const CreationEnd &end);
    void showUnknown(const CreationEnd &end);
    void showFieldErrors(const Error &error);

    keyban::Client &m_client;
    DataDraft m_data;
    std::unique_ptr<PassportCreation> m_creation;
    bool m_isCreating = false;

    BusyBar *m_busy;
    Banner *m_banner;
    QComboBox *m_level;
    QLineEdit *m_model;
    QLineEdit *m_batch;
    QLineEdit *m_item;
    QLineEdit *m_name;
    QLineEdit *m_description;
    QComboBox *m_network;
    DataForm *m_form;
    QRadioButton *m_asDraft;
    QRadioButton *m_published;
    QCheckBox *m_sure;
    QPlainTextEdit *m_preview;
    QLabel *m_missing;
    QPushButton *m_cancel;
    QPushButton *m_create;
};

} // namespace chancery
