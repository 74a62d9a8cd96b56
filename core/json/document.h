// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"

#include <QByteArray>
#include <QStringView>

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::json {

class Document;

/// A value of a Document, to be asked as a json::Value is: the same members, the same words, but UTF-8 that lives as
/// long as the document. Code that reads both is a template.
class Node
{
public:
    Node() = default; ///< null

    bool isNull() const { return kind() == Kind::Null; }
    bool isNumber() const { return kind() == Kind::Number; }
    bool isString() const { return kind() == Kind::String; }
    bool isArray() const { return kind() == Kind::Array; }
    bool isObject() const { return kind() == Kind::Object; }

    /// The string's text; empty for everything else.
    std::string_view toString() const { return isString() ? m_entry->text : std::string_view(); }
    /// What a person reads in a cell, as Value::toText().
    std::string_view toText() const;
    qint64 toInteger(qint64 fallback = 0) const;
    /// A number's digits, true, false or null, as write() has them; of an array or object, its text as it came.
    std::string_view literal() const { return m_entry ? m_entry->text : std::string_view("null"); }

    /// The member `key`, or a null value; the last of several with one name.
    Node operator[](QStringView key) const;

    class Items;
    class Members;
    /// Empty unless this is an array or object.
    Items items() const;
    Members members() const;

private:
    friend class Document;
    enum class Kind : quint8 {
        Null,
        Bool,
        Number,
        String,
        Array,
        Object,
    };
    struct Entry
    {
        std::string_view key; ///< of a member
        std::string_view text;
        quint32 width = 1; ///< entries of this value, itself and all within
        Kind kind = Kind::Null;
    };
    using Written = std::deque<std::string>;

    Node(const Entry *entry, Written *written)
        : m_entry(entry)
        , m_written(written)
    {}
    Kind kind() const { return m_entry ? m_entry->kind : Kind::Null; }

    const Entry *m_entry = nullptr;
    Written *m_written = nullptr; ///< texts that stand nowhere in the document
};

/// One value after the other.
class Node::Items
{
public:
    class Iterator
    {
    public:
        Iterator() = default;
        explicit Iterator(Node node)
            : m_node(node)
        {}
        Node operator*() const { return m_node; }
        std::string_view key() const { return m_node.m_entry->key; }
        Iterator &operator++()
        {
            m_node.m_entry += m_node.m_entry->width;
            return *this;
        }
        bool operator==(const Iterator &other) const { return m_node.m_entry == other.m_node.m_entry; }

    private:
        Node m_node;
    };

    Items(Node first, Node behind)
        : m_first(first)
        , m_behind(behind)
    {}
    Iterator begin() const { return Iterator(m_first); }
    Iterator end() const { return Iterator(m_behind); }
    qint64 size() const; ///< counts them

private:
    Node m_first;
    Node m_behind;
};

struct NodeMember
{
    std::string_view key;
    Node value;
};

/// One member after the other.
class Node::Members
{
public:
    class Iterator
    {
    public:
        Iterator() = default;
        explicit Iterator(Items::Iterator item)
            : m_item(item)
        {}
        NodeMember operator*() const { return {m_item.key(), *m_item}; }
        Iterator &operator++()
        {
            ++m_item;
            return *this;
        }
        bool operator==(const Iterator &other) const = default;

    private:
        Items::Iterator m_item;
    };

    explicit Members(Items items)
        : m_items(items)
    {}
    Iterator begin() const { return Iterator(m_items.begin()); }
    Iterator end() const { return Iterator(m_items.end()); }

private:
    Items m_items;
};

/// A text parsed for reading only: one allocation for all of it, where a tree of json::Value takes one for every text.
/// For pages of many rows. Used by one thread at a time.
class Document
{
public:
    /// Takes and refuses what json::parse() does.
    static Result<Document> parse(const QByteArray &text);

    Node root() const { return {m_entries.data(), m_written.get()}; }

private:
    class Builder;
    Document() = default;
    bool read(const QByteArray &text);

    QByteArray m_text; ///< as it came
    QByteArray m_copy; ///< with its strings decoded in place
    std::vector<Node::Entry> m_entries;
    std::unique_ptr<Node::Written> m_written = std::make_unique<Node::Written>();
};

/// Appends `text`, which is UTF-8, as a JSON string, quotes included.
void appendQuoted(QByteArray &out, std::string_view text);

} // namespace chancery::json
