// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/page.h"
#include "core/keystone/webhook.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/scrollpane.h"

class QLabel;
class QPushButton;

namespace chancery {

class FieldList;
class RecordsModel;
class SecretBox;
class StatePill;
class TableView;

/// One webhook endpoint with what can be done to it, its secret's state and its deliveries.
class WebhookDetail : public ScrollPane
{
    Q_OBJECT

public:
    explicit WebhookDetail(QWidget *parent = nullptr);

    void showEndpoint(const keystone::WebhookEndpoint &endpoint);
    void showTest(const Result<keystone::WebhookTestResult> &result);
    void clearTest();
    void showDeliveries(const Result<keystone::Page<keystone::WebhookDelivery>> &page);
    void clearDeliveries();
    /// What is known of the secret, in words; `attention` where it wants a look.
    void showSecretState(const QString &words, Tone tone);
    /// The actions that change or call something.
    QList<QWidget *> writers() const;
    void setWritable(bool writable);
    SecretBox *secretBox() const { return m_box; }

Q_SIGNALS:
    void testWanted();
    void editWanted();
    void turnWanted();
    void rotateWanted();
    void deleteWanted();
    void benchWanted();
    void deliveriesWanted();

private:
    explicit WebhookDetail(QWidget *content, QWidget *parent);
    void layOut(QWidget *content);
    QPushButton *button(const char *name, const QString &text);

    QLabel *m_url;
    StatePill *m_state;
    FieldList *m_fields;
    QPushButton *m_test;
    QPushButton *m_edit;
    QPushButton *m_turn;
    QPushButton *m_rotate;
    QPushButton *m_delete;
    QPushButton *m_bench;
    QPushButton *m_refresh;
    StatePill *m_testWord;
    QLabel *m_testText;
    StatePill *m_secretWord;
    QLabel *m_secretText;
    SecretBox *m_box;
    QLabel *m_summary;
    RecordsModel *m_deliveries;
    TableView *m_table;
};

} // namespace chancery
