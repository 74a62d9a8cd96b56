// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/webhooksecrets.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace chancery {

class StatePill;

/// Judges a payload and its signature as a receiver would, against the kept secrets of an endpoint or one that is
/// pasted and forgotten with the dialog.
class SignatureBench : public QDialog
{
    Q_OBJECT

public:
    SignatureBench(const QString &endpoint, KeptWebhookSecrets kept, QWidget *parent = nullptr);
    ~SignatureBench() override;

private:
    void layOut(const QString &endpoint);
    void check();
    void openFile();

    KeptWebhookSecrets m_kept;
    QByteArray m_fileBytes; ///< the payload to the byte, while the field shows it unchanged
    QPlainTextEdit *m_payload;
    QLineEdit *m_signature;
    QComboBox *m_source;
    QLineEdit *m_pasted;
    StatePill *m_verdict;
    QLabel *m_reason;
    QLabel *m_content;
    QLabel *m_clock;
};

} // namespace chancery
