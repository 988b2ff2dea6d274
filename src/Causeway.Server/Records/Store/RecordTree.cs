using System.Buffers;

namespace Causeway.Server.Records.Store;

/// <summary>Puts records into those that they are below of, as <c>subCategories</c>.</summary>
internal sealed class RecordTree
{
    private readonly Dictionary<string, Node> nodes = new(StringComparer.Ordinal);
    private readonly List<(string Parent, Node Node)> below = [];

    public bool IsEmpty => nodes.Count == 0;

    public void Add(string id, string? parent, byte[] body, bool isDeleted, DateTimeOffset modified)
    {
        var node = new Node(body, isDeleted, modified);
        nodes.Add(id, node);
        if (parent is not null)
        {
            below.Add((parent, node));
        }
    }

    /// <summary>Writes the record and what is below it.</summary>
    public void Write(string root, RecordResponse response)
    {
        // Who is above the root does not matter here, not even if the source says that it is a record below it.
        foreach (var (parent, node) in below)
        {
            if (nodes.TryGetValue(parent, out var above) && node != nodes[root])
            {
                above.Children.Add(node);
            }
        }

        Write(nodes[root], response);
    }

    private static void Write(Node node, RecordResponse response)
    {
        node.Body.CopyTo(response.Records.Room(node.Body.Length));
        var isEmpty = response.Records.Open();
        response.Output.Write(isEmpty ? "\"subCategories\":["u8 : ",\"subCategories\":["u8);
        for (var i = 0; i < node.Children.Count; i++)
        {
            response.Output.Write(i > 0 ? ","u8 : ""u8);
            Write(node.Children[i], response);
        }

        response.Output.Write("]"u8);
        response.Records.Close(isEmpty: false, node.IsDeleted, node.Modified);
    }

    private sealed class Node(byte[] body, bool isDeleted, DateTimeOffset modified)
    {
        public byte[] Body => body;

        public bool IsDeleted => isDeleted;

        public DateTimeOffset Modified => modified;

        public List<Node> Children { get; } = [];
    }
}
