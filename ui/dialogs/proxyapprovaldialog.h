// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"
#include "ui/dialogs/dialoghead.h"

#include <QDialog>

namespace chancery {

/// What the credential proxy wants a person to do before it goes on: which scopes for which service, the page where it
/// is granted, and trying the same once more. accepted() is the wish to try again.
class ProxyApprovalDialog : public QDialog
{
    Q_OBJECT

public:
    ProxyApprovalDialog(const Error &error, const DialogPlace &place, QWidget *parent);

private:
    void addScopes(const ProxyApproval &approval);
    void addLink(const ProxyApproval &approval);
};

} // namespace chancery
