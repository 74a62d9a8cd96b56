// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/requestlog.h"
#include "core/keychains/proxyroute.h"
#include "core/profiles/profile.h"
#include "ui/models/recordsmodel.h"
#include "ui/panels/panel.h"
#include "ui/panels/proxy/trycard.h"

class QStackedWidget;

namespace chancery {

class Banner;
class EmptyState;
class FieldList;
class PanelHeader;
class TableView;
class TokenCard;

/// Work without stored keys: the proxy's token, which credential goes where by its name, a request to try the way, and
/// the latest calls that went through. No value of a credential is ever here.
class ProxyPanel : public Panel
{
    Q_OBJECT

public:
    /// All outlive the panel.
    struct Parts
    {
        keychains::ProxyRoute &route;
        const Profile &profile; ///< which has a proxy
        QList<TryCard::Service> services;
    };
    explicit ProxyPanel(const Parts &parts, QWidget *parent = nullptr);

    QString title() const override { return tr("Proxy"); }
    QString iconName() const override { return QStringLiteral("key"); }

    /// Shows what goes through from now on; the log may go before the panel does.
    void watch(RequestLog &log);
    void focusToken();
    void showError(const Error &error);
    /// Anew, as the route has them.
    void showTrusted();

Q_SIGNALS:
    /// There is another token: what waited may go on.
    void tokenProvided();

private:
    void layOut(const Parts &parts);
    QWidget *buildUses();
    QWidget *buildCalls();
    void note(const LogEntry &entry);

    keychains::ProxyRoute &m_route;
    const Profile &m_profile;
    PanelHeader *m_header;
    Banner *m_banner;
    TokenCard *m_token;
    FieldList *m_uses;
    TryCard *m_try;
    RecordsModel *m_model;
    TableView *m_calls;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QList<Record> m_records; ///< the latest first
    int m_number = 0;
};

} // namespace chancery
