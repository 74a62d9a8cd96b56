// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/proxyapprovaldialog.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/fieldlist.h"
#include "ui/words/errortext.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualWidth = 560;

} // namespace

ProxyApprovalDialog::ProxyApprovalDialog(const Error &error, const DialogPlace &place, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"proxyApprovalDialog"_s);
    setWindowTitle(tr("The proxy asks for a permission"));
    setAttribute(Qt::WA_DeleteOnClose);
    const ProxyApproval approval = error.approval.value_or(ProxyApproval{});
    const ErrorText words = describe(error);
    auto *head = new DialogHead(tr("The proxy asks for a permission"), place, this);
    head->setSubject(approval.host);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(head);
    for (const QString &text : {words.headline, words.remedy}) {
        auto *label = new QLabel(text, this);
        label->setObjectName(u"proxyApprovalWords"_s);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    addScopes(approval);
    addLink(approval);
    auto *later = new QPushButton(tr("Later"), this);
    auto *again = new QPushButton(tr("Try a&gain"), this);
    again->setObjectName(u"proxyTryAgain"_s);
    again->setAccessibleName(tr("Try again"));
    setButtonKind(*again, ButtonKind::Primary);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addStretch(1);
    buttons->addWidget(later);
    buttons->addWidget(again);
    column->addStretch(1);
    column->addLayout(buttons);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    connect(again, &QPushButton::clicked, this, &QDialog::accept);
    setMinimumWidth(usualWidth);
    auto *open = findChild<QPushButton *>(u"proxyOpenLink"_s);
    (open ? open : again)->setFocus(); // and not a value that can be selected
}

void ProxyApprovalDialog::addScopes(const ProxyApproval &approval)
{
    QList<FieldList::Field> fields{{tr("Missing"), approval.missing.join(u", "_s), u"missing"_s},
                                   {tr("Refused"), approval.refused.join(u", "_s), u"refused"_s},
                                   {tr("Page named, not opened"), approval.foreignLink, u"foreignLink"_s}};
    fields.removeIf([](const FieldList::Field &field) { return field.value.isEmpty(); });
    if (fields.isEmpty())
        return;
    auto *list = new FieldList(this);
    list->setFields(fields);
    layout()->addWidget(list);
}

/// Only the proxy's own pages are opened; core has seen to it.
void ProxyApprovalDialog::addLink(const ProxyApproval &approval)
{
    if (approval.link.isEmpty())
        return;
    auto *link = new QLabel(approval.link, this);
    link->setObjectName(u"proxyApprovalLink"_s);
    link->setTextFormat(Qt::PlainText);
    link->setTextInteractionFlags(Qt::TextSelectableByMouse);
    link->setWordWrap(true);
    link->setFont(typeFont(Type::Code));
    auto *open = new QPushButton(tr("&Open in the browser"), this);
    open->setObjectName(u"proxyOpenLink"_s);
    open->setAccessibleName(tr("Open in the browser"));
    auto *copy = new QPushButton(tr("&Copy the address"), this);
    copy->setObjectName(u"proxyCopyLink"_s);
    copy->setAccessibleName(tr("Copy the address"));
    connect(open, &QPushButton::clicked, this, [address = approval.link] { QDesktopServices::openUrl(QUrl(address)); });
    connect(copy, &QPushButton::clicked, this,
            [address = approval.link] { QGuiApplication::clipboard()->setText(address); });
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(open);
    row->addWidget(copy);
    row->addStretch(1);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(link);
    column->addLayout(row);
}

} // namespace chancery
